"""The figures of a trial, the same for window and paper."""
