"""Who may sell where: the rights of all dealers beside their map."""
