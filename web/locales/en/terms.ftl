# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = was taken
certainty-may-have-been-taken = may have been taken
certainty-may-have-been-viewed = may have been viewed
certainty-sent-to-the-wrong-person = sent to the wrong person
certainty-downloaded-deletion-confirmed = downloaded by mistake, deletion confirmed

# The same terms as headings of a list of data.
data-was-taken = What was taken
data-may-have-been-taken = What may have been taken
data-may-have-been-viewed = What may have been viewed
data-sent-to-the-wrong-person = What was sent to the wrong person
data-downloaded-deletion-confirmed = What was downloaded by mistake (deletion confirmed)

# What each term means, in one sentence.
meaning-was-taken = We know that this data was copied out.
meaning-may-have-been-taken = Somebody may have copied this data out. That it was copied out is not confirmed.
meaning-may-have-been-viewed = Somebody else may have seen this data. That it was copied out is not confirmed.
meaning-sent-to-the-wrong-person = This data went to somebody it was not meant for.
meaning-downloaded-deletion-confirmed = Somebody who should not have had this data downloaded it. We confirmed that it was deleted and not passed on.

investigation-ongoing = investigation continues
investigation-finished = investigation finished

role-responsible = Responsible
role-contractor = Contractor
role-sub-contractor = Subcontractor
role-call-centre = Call centre

class-names = Name
class-dates-of-birth = Date of birth
class-physical-addresses = Postal address
class-phone-numbers = Phone number
class-email-addresses = Email address
class-passwords = Password
class-nationalities = Nationality
class-employers = Employer
class-job-titles = Job title
class-genders = Gender
class-languages = Languages you speak
class-spoken-languages = Languages you speak
class-usernames = User name
class-occupations = Occupation
class-education-levels = Education
class-personal-health-data = Health data
class-health-insurance-information = Health insurance data
class-government-issued-ids = Number of an official document
class-shirabe-encrypted-passwords = Password (encrypted)
class-shirabe-country-of-origin = Country of origin
class-shirabe-residence-status = Residence status
class-shirabe-language-level = Level of Japanese
class-shirabe-skills-exam-field = Field of the skills exam you passed
class-shirabe-company-introduced-to = Company you were introduced to
class-shirabe-company-name = Name of your company
class-shirabe-employee-number = Employee number
class-shirabe-insurance-card-number = Symbol and number of your health insurance card
class-shirabe-insurance-qualification = Kind of health insurance membership
class-shirabe-check-up-flags = Which check-ups you were booked for
class-shirabe-booking-details = Booking: number, date, clinic and course
class-shirabe-booking-id = Booking number
class-shirabe-clinic = Name and number of the clinic
class-shirabe-check-up-date = Date of the check-up
class-shirabe-check-up-course = Course of the check-up
class-shirabe-event-participation = Event you took part in
