"""The entities and their fields, as introspection shows them."""

FIELDS = """
scalar Date

interface EmailAddressOwner { id: ID  entityType: String  displayName: String }

type AcademicYear {
  id: ID  entityType: String  displayName: String
  academicYearName: String  code: String  startDate: Date  endDate: Date
}

type AcademicLevel {
  id: ID  entityType: String  displayName: String
  academicLevelName: String  shortName: String  displayOrder: Int
  academicYear: AcademicYear  promotedToAcademicLevel: AcademicLevel
}

type AcademicLevelMembership {
  id: ID  entityType: String  displayName: String
  academicLevel: AcademicLevel  student: Student  startDate: Date  endDate: Date
}

type RegistrationForm {
  id: ID  entityType: String  displayName: String
  code: String  registrationFormName: String  shortName: String  displayOrder: Int
  academicYear: AcademicYear  promotedToRegistrationForm: RegistrationForm
  tutors: [Staff]  studentMemberships: [RegistrationFormMembership]
}

type RegistrationFormMembership {
  id: ID  entityType: String  displayName: String
  registrationForm: RegistrationForm  student: Student  startDate: Date  endDate: Date
}

type AcademicUnit {
  id: ID  entityType: String  displayName: String
  academicUnitName: String  shortName: String  academicUnitCode: String
  academicYear: AcademicYear  academicLevel: AcademicLevel  registrationForm: RegistrationForm
  subject: Subject  parentAcademicUnit: AcademicUnit  effectiveDate: Date  endDate: Date
}

type AcademicUnitEnrolment {
  id: ID  entityType: String  displayName: String
  academicUnit: AcademicUnit  student: Student  enrolmentStatus: String  startDate: Date  endDate: Date
}

type AcademicUnitLead {
  id: ID  entityType: String  displayName: String
  academicUnit: AcademicUnit  staff: Staff  startDate: Date  endDate: Date
}

type Subject {
  id: ID  entityType: String  displayName: String
  code: String  subjectName: String  active: Boolean
}

type Person {
  id: ID  entityType: String  displayName: String
  legalFirstName: String  legalMiddleNames: String  legalLastName: String
  preferredFirstName: String  preferredLastName: String  dateOfBirth: Date
}

type Student implements EmailAddressOwner {
  id: ID  entityType: String  displayName: String
  upn: String  studentNumber: String  uniqueLearnerNumber: Int
  legalFirstName: String  legalLastName: String  preferredFirstName: String  preferredLastName: String
  dateOfBirth: Date  mostRecentEntryDate: Date  leavingDate: Date
  academicLevel: AcademicLevel  displayAcademicLevel: AcademicLevel  registrationForm: RegistrationForm
  person: Person  emailAddresses: [EmailAddress]
}

type Staff implements EmailAddressOwner {
  id: ID  entityType: String  displayName: String
  staffNumber: String  timetableAbbreviation: String  displayJobTitle: String
  legalFirstName: String  legalLastName: String  preferredFirstName: String  preferredLastName: String
  isActiveInSchool: Boolean  isActiveTeachingInSchool: Boolean  joiningDate: Date  leavingDate: Date
  person: Person  emailAddresses: [EmailAddress]  staffContracts: [StaffContract]
}

type StaffContract {
  id: ID  entityType: String  displayName: String
  contractName: String  staff: Staff  startDate: Date  endDate: Date
}

type EmailAddress {
  id: ID  entityType: String  displayName: String
  emailAddress: String  emailAddressType: String  dataOrder: Int  emailAddressOwner: EmailAddressOwner
}

type UkDfe_UpnAssignment {
  id: ID  entityType: String  displayName: String
  upn: String  isTemporary: Boolean  student: Student
}
"""
"""Nothing is promised to be there, not even an id; every entity is a root field of the same name too."""
