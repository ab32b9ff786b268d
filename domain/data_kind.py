"""How much of a figure is known: real data, real data with assumptions in it, or model data."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd

    from domain.bundle import LayerSource


class DataKind(StrEnum):
    """What a figure rests on, from the surest."""

    REAL = "real"
    ASSUMED = "assumed"
    MODEL = "model"

    @classmethod
    def of_model(cls, is_model: bool) -> "DataKind":
        """Return model data, or else real data.

        Parameters
        ----------
        is_model
            Whether it is model data.

        Returns
        -------
        DataKind
            One of the two.
        """
        return cls.MODEL if is_model else cls.REAL

    @property
    def is_rounded(self) -> bool:
        """Whether people are told as round numbers: nobody counted them one by one."""
        return self is not DataKind.REAL


_ORDER = tuple(DataKind)


def least_sure(kinds: Iterable[DataKind | str]) -> DataKind:
    """Return the least sure of some kinds; real where there is none.

    Parameters
    ----------
    kinds
        Kinds of data, or their values.

    Returns
    -------
    DataKind
        One of them.
    """
    return max((DataKind(kind) for kind in kinds), key=_ORDER.index, default=DataKind.REAL)


def least_sure_of_groups(kinds: "pd.Series", groups: Any) -> "pd.Series":
    """Return for each row the least sure kind of its group.

    Parameters
    ----------
    kinds
        Values of ``DataKind``, shape (n,).
    groups
        What ``Series.groupby`` takes.

    Returns
    -------
    pandas.Series
        Values of ``DataKind``, with the index of ``kinds``.
    """
    # As numbers: a Python function for each group would take longer than all the rest of a list.
    order = {kind.value: at for at, kind in enumerate(_ORDER)}
    worst = kinds.map(order).groupby(groups).transform("max")
    return worst.map({at: kind.value for at, kind in enumerate(_ORDER)}).astype("str")


class _HasSources(Protocol):
    @property
    def provenance(self) -> "tuple[LayerSource, ...]": ...


class RestsOnSources:
    """What is told of every result that names its sources."""

    __slots__ = ()

    @property
    def data_kind(self: _HasSources) -> DataKind:
        """The least sure of all that it rests on."""
        return least_sure(layer.data_kind for layer in self.provenance)

    @property
    def is_model(self: _HasSources) -> bool:
        """Whether any layer that it rests on is model data (模擬データ)."""
        return any(layer.data_kind is DataKind.MODEL for layer in self.provenance)

    @property
    def is_rounded(self: _HasSources) -> bool:
        """Whether its people are told as round numbers."""
        return any(layer.data_kind.is_rounded for layer in self.provenance)
