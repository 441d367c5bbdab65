"""What the tasks do, one file a task. Both are safe to run twice."""
