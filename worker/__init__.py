"""Celery workers: they run trials, and advance jobs by asking the doctor what comes next."""
