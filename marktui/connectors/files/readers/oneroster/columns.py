"""The files of a package and the columns that are read of each; all others are passed over.

OneRoster 1.0 to 1.2 and the three forms of School Data Sync say the same with other words.
"""

from collections.abc import Mapping
from enum import StrEnum


class Part(StrEnum):
    """What a file of a package lists."""

    MANIFEST = "manifest"
    USERS = "users"
    STUDENTS = "students"
    TEACHERS = "teachers"
    ROLES = "roles"
    ORGS = "orgs"
    CLASSES = "classes"
    ENROLLMENTS = "enrollments"
    SESSIONS = "sessions"
    DEMOGRAPHICS = "demographics"


FILES: Mapping[str, Part] = {
    "manifest": Part.MANIFEST,
    "users": Part.USERS,
    "roles": Part.ROLES,
    "orgs": Part.ORGS,
    "classes": Part.CLASSES,
    "enrollments": Part.ENROLLMENTS,
    "academicsessions": Part.SESSIONS,
    "demographics": Part.DEMOGRAPHICS,
    "school": Part.ORGS,
    "section": Part.CLASSES,
    "student": Part.STUDENTS,
    "teacher": Part.TEACHERS,
    "studentenrollment": Part.ENROLLMENTS,
}
"""The part that each file holds, by its name in small letters without ending."""
IGNORED = frozenset({
    "courses", "results", "lineitems", "categories", "resources", "classresources", "courseresources",
    "userprofiles", "userresources", "scorescales", "lineitemlearningobjectiveids", "resultscorescales",
    "lineitemscorescales", "resultlearningobjectiveids", "relationships", "userflags", "teacherroster",
    "guardians", "guardianrelationship", "user", "guardianrelationships",
})  # fmt: skip
"""Other files of a package; nothing in them is needed."""

_PEOPLE = {
    "id": "sourcedId sisId id",
    "org": "orgSourcedIds orgSourcedId primaryOrgSourcedId schoolSisId schoolDfeNumber",
    "role": "role",
    "given": "givenName firstName",
    "family": "familyName lastName",
    "preferred_given": "preferredGivenName",
    "preferred_family": "preferredFamilyName",
    "email": "email",
    "username": "username",
    "status": "status",
    "enabled": "enabledUser",
    "grades": "grades grade",
    "upn": "upn metadataUpn extUpn",
    "identifier": "identifier studentNumber",
    "master": "userMasterIdentifier",
    "user_ids": "userIds userId",
    "born": "birthDate dateOfBirth",
}
COLUMNS: Mapping[Part, Mapping[str, str]] = {
    Part.MANIFEST: {"name": "propertyName", "value": "value"},
    Part.USERS: _PEOPLE,
    Part.STUDENTS: _PEOPLE,
    Part.TEACHERS: _PEOPLE,
    Part.ROLES: {
        "user": "userSourcedId",
        "org": "orgSourcedId",
        "role": "role",
        "status": "status",
        "begin": "beginDate roleStartDate",
        "end": "endDate roleEndDate",
        "grades": "grade grades",
    },
    Part.ORGS: {
        "id": "sourcedId sisId dfeNumber",
        "name": "name",
        "type": "type",
        "status": "status",
    },
    Part.CLASSES: {
        "id": "sourcedId sisId id",
        "title": "title sectionName",
        "type": "classType",
        "org": "schoolSourcedId orgSourcedId schoolSisId schoolDfeNumber",
        "terms": "termSourcedIds sessionSourcedIds terms",
        "status": "status",
        "grades": "grades grade",
    },
    Part.ENROLLMENTS: {
        "class": "classSourcedId sectionSisId sectionId",
        "user": "userSourcedId sisId id",
        "role": "role",
        "status": "status",
        "begin": "beginDate",
        "end": "endDate",
    },
    Part.SESSIONS: {
        "id": "sourcedId",
        "begin": "startDate",
        "end": "endDate",
        "status": "status",
    },
    Part.DEMOGRAPHICS: {"id": "userSourcedId sourcedId", "born": "birthDate dateOfBirth"},
}
"""The headings of each column, compared by their letters and digits; the first that a file has is taken."""
NEEDED: Mapping[Part, tuple[str, ...]] = {
    Part.USERS: ("id",),
    Part.STUDENTS: ("id",),
    Part.TEACHERS: ("id",),
    Part.ROLES: ("user", "role"),
    Part.ORGS: ("id", "name"),
    Part.CLASSES: ("id", "title"),
    Part.ENROLLMENTS: ("class", "user"),
    Part.SESSIONS: ("id",),
    Part.DEMOGRAPHICS: ("id",),
    Part.MANIFEST: ("name", "value"),
}
"""The columns that a file cannot do without."""
