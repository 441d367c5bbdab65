"""Tables, sessions, settings, blobs, the queue names, and the embedded servers."""
