"""The `deadweight` command: talks to the API over HTTP, or runs the same doctor in its own process."""
