"""AgriDesk (农技台): the offline desk of a crop-seed company's regional technical manager."""

import os

__version__ = "0.13.0"

# Numpy reads this when it is loaded. Our matrices are small: threads of OpenBLAS wait for each other longer than they
# compute (the fit of a field of 400 plots takes three times as long with two), and sums would depend on their number.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Pydantic reads this when the first model is made: it would look through every package there is for additions to itself.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
