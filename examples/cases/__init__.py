"""The five questions that Deadweight was written for, as jobs that run: data, networks, job files."""
