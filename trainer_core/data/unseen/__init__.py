"""What a trained model has never seen, as its inputs: picture files, folders, tables and arrays, some at a time."""

from trainer_core.data.unseen.portion import Place, Portion
from trainer_core.data.unseen.reading import is_for_pictures, unseen

__all__ = ["Place", "Portion", "is_for_pictures", "unseen"]
