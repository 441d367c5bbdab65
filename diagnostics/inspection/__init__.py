"""What there is to say about data alone, without any model."""
