"""What listminer costs and how good it is, measured beside other tools; `make bench`."""
