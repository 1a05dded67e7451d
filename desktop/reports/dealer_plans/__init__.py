"""Plans of dealers for promotion and sales, followed by what came of them; their own week and month reports, beside ours."""
