"""The files of a OneRoster package and their headings, in the order of the specification."""

OLD, NEW = VERSIONS = "1.1", "1.2"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_OLD_FILES = _words("""
academicSessions categories classes classResources courses courseResources demographics enrollments lineItems
orgs resources results users
""")
_NEW_FILES = _words("""
lineItemLearningObjectiveIds lineItemScoreScales resultLearningObjectiveIds resultScoreScales roles
scoreScales userProfiles userResources
""")
FILES = {OLD: _OLD_FILES, NEW: (*_OLD_FILES, *_NEW_FILES)}
"""All files that a manifest speaks of, by version."""

_FIRST = _words("sourcedId status dateLastModified")
USER_HEADINGS = {
    OLD: (
        *_FIRST,
        *_words("""
enabledUser orgSourcedIds role username userIds givenName familyName middleName identifier email sms phone
agentSourcedIds grades password
"""),
    ),
    NEW: (
        *_FIRST,
        *_words("""
enabledUser username userIds givenName familyName middleName identifier email sms phone agentSourcedIds grades
password userMasterIdentifier preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId
pronouns
"""),
    ),
}
"""Those of the people, by version."""
HEADINGS = {
    "academicSessions": (*_FIRST, *_words("title type startDate endDate parentSourcedId schoolYear")),
    "orgs": (*_FIRST, *_words("name type identifier parentSourcedId")),
    "courses": (
        *_FIRST,
        *_words("schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes"),
    ),
    "classes": (
        *_FIRST,
        *_words("""
title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds subjects subjectCodes
periods
"""),
    ),
    "enrollments": (
        *_FIRST,
        *_words("classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate"),
    ),
    "demographics": (
        *_FIRST,
        *_words("""
birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican nativeHawaiianOrOtherPacificIslander
white demographicRaceTwoOrMoreRaces hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation
cityOfBirth publicSchoolResidenceStatus
"""),
    ),
    "roles": (
        *_FIRST,
        *_words("userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId"),
    ),
}
"""Those of the other files, the same in both versions."""
