"""What requests hold beside job specs, and what answers look like; one file a resource."""
