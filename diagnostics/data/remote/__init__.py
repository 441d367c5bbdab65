"""What lies elsewhere, brought here: addresses that are checked, downloads that resume, and a cache that is bounded."""
