"""All of Deadweight's processes on this machine, supervised: for `deadweight up`, the demo and the tests."""
