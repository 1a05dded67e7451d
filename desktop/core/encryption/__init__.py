"""Encryption of a database and of all beside it: the key of the data, who can open it, files, switching on and off."""
