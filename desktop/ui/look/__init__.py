"""The look: theme, icons, and the layouts and painters every room uses."""
