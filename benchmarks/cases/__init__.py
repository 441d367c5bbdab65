"""The five cases against the truth: over HTTP at their small size, in this process at the posts' own."""
