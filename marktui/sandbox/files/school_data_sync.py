"""The folder of six CSV files that Microsoft's School Data Sync takes (docs/files.md, School Data Sync)."""

from collections.abc import Mapping

from marktui.sandbox.files.scene import AUTHORITY, ESTABLISHMENT, Scene, iso_date
from marktui.sandbox.files.table import Table
from marktui.sandbox.layout import year_name

_SCHOOL = f"{AUTHORITY}{ESTABLISHMENT}"


def school_data_sync(scene: Scene) -> Mapping[str, Table]:
    """The files by name."""
    return {
        "school.csv": Table(("SIS ID", "Name"), ((_SCHOOL, scene.school.name),)),
        "student.csv": Table(
            ("SIS ID", "School SIS ID", "First Name", "Last Name", "Grade", "Birthdate"),
            tuple(
                (
                    f"p{pupil.id}",
                    _SCHOOL,
                    pupil.first_name,
                    pupil.last_name,
                    year_name(pupil.year_code),
                    iso_date(pupil.date_of_birth),
                )
                for pupil in scene.pupils
            ),
        ),
        "teacher.csv": Table(
            ("SIS ID", "School SIS ID", "First Name", "Last Name", "Email"),
            tuple(
                (f"s{one.id}", _SCHOOL, one.first_name, one.last_name, one.email or "") for one in scene.staff
            ),
        ),
        "section.csv": Table(
            ("SIS ID", "School SIS ID", "Section Name"),
            tuple((f"c-{name}", _SCHOOL, name) for name, _ in scene.class_members()),
        ),
        "studentenrollment.csv": Table(
            ("Section SIS ID", "SIS ID"),
            tuple(
                (f"c-{name}", f"p{pupil.id}") for name, members in scene.class_members() for pupil in members
            ),
        ),
        "teacherroster.csv": Table(("Section SIS ID", "SIS ID"), ()),
    }
