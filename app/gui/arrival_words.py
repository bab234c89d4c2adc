"""What dropping files will do, and what it has done, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ..runtime.arrivals import WORN, Arrival, Use
from .language import tr


def what_will_happen(arrivals: Sequence[Arrival]) -> str:
    """A line for each kind of thing among the files."""
    uses = dict.fromkeys(one.use for one in arrivals)
    return "\n".join(_offer(use, [one for one in arrivals if one.use == use]) for use in uses)


def what_became_of(arrivals: Sequence[Arrival]) -> str:
    """One notice about all of them."""
    worn = [one.path.name for one in arrivals if one.use in WORN]
    opened = [one.path.name for one in arrivals if one.use not in (*WORN, "nothing")]
    useless = [one for one in arrivals if one.use == "nothing"]
    said = []
    if worn:
        said.append(tr("To wear: {names}.").format(names=_listed(worn)))
    if opened:
        said.append(tr("Opened: {name}.").format(name=opened[-1]))
    if len(opened) > 1:
        said.append(tr("One source at a time, so not opened: {names}.").format(names=_listed(opened[:-1])))
    if len(useless) == 1:
        said.append(_refusal(useless[0]) + ".")
    elif useless:
        names = _listed([one.path.name for one in useless])
        said.append(tr("Lookglass cannot use {names}.").format(names=names))
    return " ".join(said)


def _offer(use: Use, arrivals: Sequence[Arrival]) -> str:
    several = len(arrivals) > 1
    match use:
        case "model":
            return tr("Wear these models") if several else tr("Wear this model")
        case "pattern":
            return tr("Wear these drawings") if several else tr("Wear this drawing")
        case "clip":
            return tr("Open the last of these clips") if several else tr("Open this clip")
        case "picture":
            return tr("Open the last of these pictures") if several else tr("Open this picture")
        case "folder":
            return tr("Open the last of these folders") if several else tr("Open this folder of pictures")
        case "recording":
            return tr("Open the last of these recordings") if several else tr("Open this recording")
    return _refusal(arrivals[0])


def _refusal(arrival: Arrival) -> str:
    suffix = arrival.path.suffix
    if arrival.there == "gone":
        return tr("There is no file {name}").format(name=arrival.path.name)
    if arrival.there == "folder":
        return tr("Lookglass finds nothing in the folder {name}").format(name=arrival.path.name)
    if not suffix:
        return tr("Lookglass cannot use {name}").format(name=arrival.path.name)
    return tr("Lookglass cannot use {suffix} files").format(suffix=suffix)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    more = len(names) - 3
    return tr("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
