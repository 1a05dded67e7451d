"""What all dialogs share, and the dialogs that belong to no other room."""
