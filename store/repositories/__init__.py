"""What the store can do, one file a resource: functions over a connection, which never commit.

Whoever takes two locks takes the job's row before its trials' rows, so that no two callers wait for each other.
All times are the database's.
"""
