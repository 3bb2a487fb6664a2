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
    "id": "sourcedid sisid id",
    "org": "orgsourcedids orgsourcedid primaryorgsourcedid schoolsisid schooldfenumber",
    "role": "role",
    "given": "givenname firstname",
    "family": "familyname lastname",
    "preferred_given": "preferredgivenname",
    "preferred_family": "preferredfamilyname",
    "email": "email",
    "username": "username",
    "status": "status",
    "enabled": "enableduser",
    "grades": "grades grade",
    "upn": "upn metadataupn extupn",
    "identifier": "identifier studentnumber",
    "master": "usermasteridentifier",
    "user_ids": "userids userid",
    "born": "birthdate dateofbirth",
}
COLUMNS: Mapping[Part, Mapping[str, str]] = {
    Part.MANIFEST: {"name": "propertyname", "value": "value"},
    Part.USERS: _PEOPLE,
    Part.STUDENTS: _PEOPLE,
    Part.TEACHERS: _PEOPLE,
    Part.ROLES: {
        "user": "usersourcedid",
        "org": "orgsourcedid",
        "role": "role",
        "status": "status",
        "begin": "begindate rolestartdate",
        "end": "enddate roleenddate",
        "grades": "grade grades",
    },
    Part.ORGS: {
        "id": "sourcedid sisid dfenumber",
        "name": "name",
        "type": "type",
        "status": "status",
    },
    Part.CLASSES: {
        "id": "sourcedid sisid id",
        "title": "title sectionname",
        "type": "classtype",
        "org": "schoolsourcedid orgsourcedid schoolsisid schooldfenumber",
        "terms": "termsourcedids sessionsourcedids terms",
        "status": "status",
        "grades": "grades grade",
    },
    Part.ENROLLMENTS: {
        "class": "classsourcedid sectionsisid sectionid",
        "user": "usersourcedid sisid id",
        "role": "role",
        "status": "status",
        "begin": "begindate",
        "end": "enddate",
    },
    Part.SESSIONS: {
        "id": "sourcedid",
        "begin": "startdate",
        "end": "enddate",
        "status": "status",
    },
    Part.DEMOGRAPHICS: {"id": "usersourcedid sourcedid", "born": "birthdate dateofbirth"},
}
"""The headings of each column, by their letters and digits; the first that a file has is taken."""
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
