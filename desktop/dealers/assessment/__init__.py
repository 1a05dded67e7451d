"""The assessment of dealers by weighted criteria, the grade it gives, and the marks of danger that are noted about them."""
