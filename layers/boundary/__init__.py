"""The only modules that touch the network, the disk, the environment or the clock."""
