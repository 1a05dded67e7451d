"""What every feature stands on. Knows no feature and never imports Qt."""

from desktop.core.later import put_off

put_off()  # before anything here loads SQLAlchemy
