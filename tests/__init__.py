

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of the many processes that are started would compile the program anew
sys.dont_write_bytecode = False
