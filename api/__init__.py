"""The HTTP service: parses, calls one method, returns. Decisions live in diagnostics and store."""
