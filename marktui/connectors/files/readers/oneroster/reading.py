"""What a package says of one school (docs/files.md, OneRoster)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from marktui.connectors.files.readers.choices import Choices
from marktui.connectors.files.readers.errors import nobody_in
from marktui.connectors.files.readers.oneroster.classes import Classes, classes_of
from marktui.connectors.files.readers.oneroster.columns import Part
from marktui.connectors.files.readers.oneroster.grades import grades_of
from marktui.connectors.files.readers.oneroster.package import Package, package_of
from marktui.connectors.files.readers.oneroster.people import PUPIL, STAFF, Role, User, users_of
from marktui.connectors.files.readers.oneroster.school import School, one_school, schools_of
from marktui.connectors.files.readers.people.birth_dates import known_birth
from marktui.connectors.files.readers.people.capitals import without_capitals
from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.names import names_of
from marktui.connectors.files.readers.people.reading import Reading
from marktui.connectors.files.roster import FileContent
from marktui.connectors.rows import first_address, upn_of
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted, one_spaced
from marktui.hub.people.school_year import school_year
from marktui.hub.rules.same_school import SchoolIdentity

_OF_PEOPLE = (Part.USERS, Part.STUDENTS, Part.TEACHERS, Part.ENROLLMENTS)
_DISABLED = "its account is not enabled in the MIS"


def read_package(files: Mapping[Part, FileContent], choices: Choices, today: date) -> Reading:
    """The people of one school; raises where a person has to say something first."""
    package = package_of(files)
    users, date_messages = users_of(package, choices, today)
    schools = schools_of(package.parts.get(Part.ORGS))
    orgs = (role.org for user in users for role in user.roles if role.sort == PUPIL)
    school = one_school(schools, orgs, choices.org)
    here = [(user, role) for user in users if (role := _role_at(user, school)) is not None]
    if not here:
        raise nobody_in(package.people_file)
    pupils = {user.id for user, role in here if role.sort == PUPIL}
    everybody = {user.id for user in users}
    classes = classes_of(package, school.id if school else None, pupils, everybody, today)
    written = {user.id: _grade(user, role, classes) for user, role in here if role.sort == PUPIL}
    ages = ((written[user.id], user.born) for user, role in here if role.sort == PUPIL)
    grades = grades_of(ages, choices.grades, school_year(today))
    heeds = not (here and all(not user.is_enabled for user, _ in here))
    doubt = _doubt(classes.strangers, _homeless(users, schools) if school else 0)
    drafts = {
        sort: [
            _draft(user, role, classes, grades.year(written.get(user.id, "")), today, heeds_enabled=heeds)
            for user, role in here
            if role.sort == sort
        ]
        for sort in (PUPIL, STAFF)
    }
    return _reading(package, drafts, classes, school, _age(files), (*date_messages, grades.message), doubt)


def _reading(
    package: Package,
    drafts: Mapping[str, Sequence[Draft]],
    classes: Classes,
    school: School | None,
    made_at: datetime | None,
    messages: Sequence[str],
    doubt: str,
) -> Reading:
    pupils, pupil_messages = without_capitals(drafts[PUPIL], "the files")
    staff, staff_messages = without_capitals(drafts[STAFF], "the files")
    people = {
        part: one for part, one in package.parts.items() if part in (Part.USERS, Part.STUDENTS, Part.TEACHERS)
    }
    return Reading(
        pupils=pupils,
        staff=staff,
        kinds=frozenset(_kinds(pupils, staff, classes)),
        says_who_left=frozenset({Kind.PUPIL, Kind.TEACHER}),
        classes=classes.titles,
        headings={one.file: one.table.headings for one in people.values()},
        warnings=tuple(
            dict.fromkeys(
                filter(
                    None, (*package.warnings, *messages, *classes.messages, *pupil_messages, *staff_messages)
                )
            )
        ),
        doubt=doubt,
        school=SchoolIdentity(name=school.name or None) if school else SchoolIdentity(),
        made_at=made_at,
    )


def _homeless(users: Sequence[User], schools: Mapping[str, School]) -> int:
    """How many pupils are in none of the schools of the package, but in something else."""
    pupils = [user.roles for user in users if any(role.sort == PUPIL for role in user.roles)]
    return sum(all(role.org and role.org not in schools for role in roles) for roles in pupils)


def _doubt(strangers: int, homeless: int) -> str:
    """Why absence proves nothing."""
    messages = []
    if strangers:
        messages.append(
            f"The classes name {counted(strangers, 'pupil')} that the list of people does not have."
        )
    if homeless:
        are = "is" if homeless == 1 else "are"
        messages.append(
            f"{counted(homeless, 'pupil')} {are} in an organisation that is not a school in the files."
        )
    return " ".join(messages)


def _kinds(pupils: Sequence[Draft], staff: Sequence[Draft], classes: Classes) -> Iterator[Kind]:
    if pupils:
        yield Kind.PUPIL
        if any(draft.year for draft in pupils):
            yield Kind.YEAR_GROUP
        if classes.are_known:
            yield Kind.CLASS
    if staff:
        yield Kind.TEACHER


def _role_at(user: User, school: School | None) -> Role | None:
    """What somebody is at the school: the role that goes on, else the one that ended last."""
    roles = [role for role in user.roles if school is None or not role.org or role.org == school.id]
    return min(roles, key=lambda role: (role.has_left, role.sort == STAFF), default=None)


def _grade(user: User, role: Role, classes: Classes) -> str:
    """The grade of a pupil, else that of their class, where it has one."""
    written = user.grades or role.grades
    if not written:
        of_classes = {one.grades for one in classes.of_pupil.get(user.id, ()) if one.grades}
        written = of_classes.pop() if len(of_classes) == 1 else ""
    return one_spaced(written.partition(",")[0])


def _draft(
    user: User,
    role: Role,
    classes: Classes,
    year: tuple[str | None, str | None],
    today: date,
    *,
    heeds_enabled: bool,
) -> Draft:
    """Somebody as a row; one who cannot be used says why."""
    named = names_of(user.given, user.family)
    email, odd_email = first_address([user.email]) if role.sort == STAFF else (None, ())
    born, odd_birth = known_birth(user.born if role.sort == PUPIL else None, today)
    problem = named.problem or user.problem
    is_disabled = heeds_enabled and not user.is_enabled and not role.has_left
    return Draft(
        file=user.file,
        line=user.line,
        cells=user.cells,
        number=one_spaced(user.id),
        upn=upn_of(user.upn),
        first=named.first,
        last=named.last,
        email=email,
        born=born,
        oddities=odd_email or odd_birth,
        year=year[0],
        year_code=year[1],
        classes=tuple(one.title for one in classes.of_pupil.get(user.id, ()) if one.title),
        starts_on=role.starts_on,
        has_left=role.has_left,
        left_on=role.left_on,
        problem=problem or (_DISABLED if is_disabled else ""),
        is_withheld=is_disabled and not problem,
    )


def _age(files: Mapping[Part, FileContent]) -> datetime | None:
    """When the oldest list of people was written; that of the schools may never change."""
    written = [file.modified for part, file in files.items() if part in _OF_PEOPLE and file.modified]
    return min(written, default=None)
