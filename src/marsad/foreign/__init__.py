"""Events that others coded: reading their files, and holding ours against them."""
