"""Into the field and back: sheets, labels and files that go out, and what comes back from paper and telephones."""
