"""How it is said what goes between the hub and the web hub's CSV."""

from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do
from marktui.sync.web_hub.export_plan import ADD, EDIT, ExportPlan
from marktui.sync.web_hub.import_plan import ImportPlan


def import_words(plan: ImportPlan) -> str:
    """What an import does with the rows of a file: `215 rows: 12 pupils added, 3 changed, 200 the same`."""
    numbers = (
        (plan.number(Kind.PUPIL, Do.CREATE), "added"),
        (plan.number(Kind.PUPIL, Do.UPDATE), "changed"),
        (plan.unchanged, "the same"),
        (len(plan.left_alone), "left alone"),
        (len(plan.bad), "not usable"),
    )
    told = ", ".join(f"{number:,} {word}" for number, word in numbers if number)
    return f"{plan.read:,} {'row' if plan.read == 1 else 'rows'}: {told or 'no pupils'}"


def groups_words(plan: ImportPlan) -> str:
    """The year groups and classes that an import makes: `1 year group and 2 classes added`; empty if none."""
    numbers = [(kind, plan.number(kind, Do.CREATE)) for kind in (Kind.YEAR_GROUP, Kind.CLASS)]
    told = " and ".join(kind.counted(number) for kind, number in numbers if number)
    return f"{told} added" if told else ""


def plan_words(plan: ExportPlan) -> str:
    """What an export writes: `31 to add, 64 to edit, 3 left out, 13 to revoke`."""
    numbers = (
        (plan.number(ADD), "to add"),
        (plan.number(EDIT), "to edit"),
        (len(plan.left_out), "left out"),
        (len(plan.to_revoke), "to revoke"),
    )
    return ", ".join(f"{number:,} {word}" for number, word in numbers if number)


def since_words(plan: ExportPlan, *, everybody: bool = False) -> str:
    """What an export is compared with: `since entry 12`."""
    if everybody:
        return "everybody"
    return f"since entry {plan.since}" if plan.since else "nothing exported before"
