//! The audit: who did what to what, from where, and what changed.
//!
//! An entry names an [`Act`], the number of its subject, and what has changed as [`Changes`], whose values are never
//! somebody's name, address or words: the types that may stand there are listed in [`changes`]. Each entry is chained to
//! the one before it by its hash ([`chain`]), so that nobody changes, removes or moves one unseen.
//!
//! To add an act: its line below, its sentence in `app/src/text/staff/act.rs`, to which the compiler leads.

pub mod chain;
pub mod changes;
pub mod network;

use crate::retention::due_before;
use crate::time::Timestamp;

pub use chain::{AuditHash, AuditRecord, Chain, ChainFault, ChainedRecord, FaultKind};
pub use changes::{Changes, Fact, Field, Published, Recordable};
pub use network::Network;

/// Entries from before this instant have been kept long enough at `now`: as long as personal data.
pub fn kept_since(now: Timestamp) -> Timestamp {
    due_before(now)
}

/// Names acts by what they are done to: the noun, then each act with the word it has in the database.
macro_rules! acts {
    ( $( $(#[$noun_doc:meta])* $noun:ident = $word:literal { $( $(#[$doc:meta])* $act:ident = $slug:literal, )+ } )+ ) => {
        /// What an act is done to; the subject of its entry is the number or the code of one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Noun {
            $( $(#[$noun_doc])* $noun, )+
        }

        impl Noun {
            /// All nouns, in the order in which people are offered them.
            pub const ALL: &'static [Self] = &[$( Self::$noun, )+];

            /// What can be done to it.
            pub const fn acts(self) -> &'static [Act] {
                match self {
                    $( Self::$noun => &[$( Act::$act, )+], )+
                }
            }

            /// The word in addresses.
            pub const fn slug(self) -> &'static str {
                match self {
                    $( Self::$noun => $word, )+
                }
            }
        }

        /// What somebody did.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Act {
            $($( $(#[$doc])* $act, )+)+
        }

        impl Act {
            /// All acts, by their nouns.
            pub const ALL: &'static [Self] = &[$($( Self::$act, )+)+];

            /// The word in the database and in addresses.
            pub const fn slug(self) -> &'static str {
                match self {
                    $($( Self::$act => $slug, )+)+
                }
            }

            /// What it is done to.
            pub const fn noun(self) -> Noun {
                match self {
                    $($( Self::$act => Noun::$noun, )+)+
                }
            }
        }
    };
}

acts! {
    /// A registration; its reference number.
    Registration = "registration" {
        /// Somebody has registered, or joined the waiting list.
        RegistrationCreated = "registration.created",
        /// Its applicant, or the desk for them, has changed it.
        RegistrationChanged = "registration.changed",
        /// Its applicant has given it up, or the desk has ended it.
        RegistrationCancelled = "registration.cancelled",
        /// It goes to another event.
        RegistrationMoved = "registration.moved",
        /// Its mail was sent once more, with a new link.
        RegistrationResent = "registration.resent",
        /// A freed seat has gone to it.
        RegistrationSeatGiven = "registration.seat_given",
        /// A freed seat is held for it.
        RegistrationSeatOffered = "registration.seat_offered",
        /// The applicant has taken the seat that was held.
        RegistrationOfferAccepted = "registration.offer_accepted",
        /// The applicant has left the seat that was held to the next in line.
        RegistrationOfferDeclined = "registration.offer_declined",
        /// Nobody has answered in time, and the seat goes to the next in line.
        RegistrationOfferLapsed = "registration.offer_lapsed",
        /// They have come, and were let in.
        RegistrationArrived = "registration.arrived",
        /// That they have come was a slip.
        RegistrationArrivalUndone = "registration.arrival_undone",
    }
    /// An inquiry; its reference number.
    Inquiry = "inquiry" {
        /// Somebody has asked.
        InquiryCreated = "inquiry.created",
        /// Its sender has written on.
        InquiryWritten = "inquiry.written",
        /// Somebody has taken it in hand.
        InquiryTaken = "inquiry.taken",
        /// It was given to somebody.
        InquiryAssigned = "inquiry.assigned",
        /// Somebody has left a note for colleagues.
        InquiryNoted = "inquiry.noted",
        /// It was answered.
        InquiryAnswered = "inquiry.answered",
        /// It was ended.
        InquiryClosed = "inquiry.closed",
        /// It was taken up again.
        InquiryReopened = "inquiry.reopened",
    }
    /// An event; its code.
    Event = "event" {
        /// It was entered.
        EventAdded = "event.added",
        /// A draft was thrown away.
        EventDiscarded = "event.discarded",
        /// It was changed.
        EventChanged = "event.changed",
        /// It was entered or changed by a file.
        EventImported = "event.imported",
        /// What it says was changed.
        EventEdited = "event.edited",
        /// It was moved to another time.
        EventMoved = "event.moved",
        /// It has more or fewer seats.
        EventCapacityChanged = "event.capacity_changed",
        /// More or fewer of its seats are held back.
        EventSeatsReserved = "event.seats_reserved",
        /// The tables of its consultation meeting are others.
        EventTablesSet = "event.tables_set",
        /// It was put on the site.
        EventPublished = "event.published",
        /// It is to be put on the site at a time.
        EventPublicationPlanned = "event.publication_planned",
        /// It is not to be put on the site by itself any more.
        EventPublicationWithdrawn = "event.publication_withdrawn",
        /// Its time came, and it was put on the site.
        EventPublishedOnTime = "event.published_on_time",
        /// Its time came, and something was missing.
        EventPublicationFailed = "event.publication_failed",
        /// It was called off.
        EventCancelled = "event.cancelled",
        /// Its registrations were taken away, as a file or on paper.
        RegistrationsExported = "event.registrations_exported",
        /// Its registrants were written to.
        EventAnnounced = "event.announced",
        /// A mail to its registrants was sent to whoever writes it, to be looked at.
        EventAnnouncementTried = "event.announcement_tried",
        /// Somebody has come who had not registered.
        EventWalkedIn = "event.walked_in",
        /// That somebody has come who had not registered was a slip.
        EventWalkInUndone = "event.walk_in_undone",
        /// A link to its door was made for a helper.
        EventHelperAdded = "event.helper_added",
        /// A helper has taken up the link.
        EventHelperCame = "event.helper_came",
        /// A helper's link was withdrawn.
        EventHelperRemoved = "event.helper_removed",
        /// Who came was written to a file.
        EventAttendanceExported = "event.attendance_exported",
        /// Those who came were thanked.
        EventThanksSent = "event.thanks_sent",
        /// Which experts speak at it was said.
        EventExpertsSet = "event.experts_set",
    }
    /// A consultation; its reference number.
    Consultation = "consultation" {
        /// Somebody has booked it.
        ConsultationBooked = "consultation.booked",
        /// Its expert has confirmed it.
        ConsultationConfirmed = "consultation.confirmed",
        /// It was moved to another time.
        ConsultationMoved = "consultation.moved",
        /// Another time was proposed for it.
        ConsultationProposed = "consultation.proposed",
        /// The time that was proposed was taken.
        ConsultationProposalAccepted = "consultation.proposal_accepted",
        /// The time that was proposed was declined.
        ConsultationProposalDeclined = "consultation.proposal_declined",
        /// Nobody has answered the proposal in time.
        ConsultationProposalLapsed = "consultation.proposal_lapsed",
        /// Its client has given it up.
        ConsultationCancelled = "consultation.cancelled",
        /// Its expert or the secretariat has ended it.
        ConsultationEnded = "consultation.ended",
        /// They have come.
        ConsultationAttended = "consultation.attended",
        /// They have not come.
        ConsultationMissed = "consultation.missed",
        /// Its client has written the sheet that the expert reads before it.
        ConsultationSheetWritten = "consultation.sheet_written",
        /// Its client has said whether it helped.
        ConsultationSurveyed = "consultation.surveyed",
        /// What came of it was written down.
        ConsultationReported = "consultation.reported",
    }
    /// Somebody who waits for a consultation; their reference number.
    Waiting = "waiting" {
        /// They have joined the line.
        WaitingJoined = "waiting.joined",
        /// A time that came free was offered to them.
        WaitingOffered = "waiting.offered",
        /// They have not answered the offer in time.
        WaitingLapsed = "waiting.lapsed",
        /// They have declined it, or given up waiting.
        WaitingLeft = "waiting.left",
        /// The days came that they had waited for.
        WaitingEnded = "waiting.ended",
    }
    /// An expert; their code.
    Expert = "expert" {
        /// What their page says was written.
        ExpertProfileSet = "expert.profile_set",
        /// When they are there, or on which terms, was changed.
        ExpertAvailabilityChanged = "expert.availability_changed",
        /// A secret address was made for their calendar programs.
        ExpertFeedMade = "expert.feed_made",
        /// That address was withdrawn.
        ExpertFeedWithdrawn = "expert.feed_withdrawn",
        /// A calendar that they keep elsewhere was added.
        ExpertExternalCalendarAdded = "expert.external_calendar_added",
        /// It was called something else.
        ExpertExternalCalendarRenamed = "expert.external_calendar_renamed",
        /// It was removed.
        ExpertExternalCalendarRemoved = "expert.external_calendar_removed",
    }
    /// An organisation that comes for consultations; its number.
    ClientOrganisation = "client_organisation" {
        /// More consultations were granted to it.
        EntitlementGranted = "entitlement.granted",
        /// It may book again.
        EntitlementPauseLifted = "entitlement.pause_lifted",
    }
    /// What events are made from; its number.
    EventTemplate = "event_template" {
        /// What an event says was kept.
        EventTemplateSaved = "event_template.saved",
        /// It was thrown away.
        EventTemplateDeleted = "event_template.deleted",
    }
    /// The schedule as a whole.
    Schedule = "schedule" {
        /// A file was taken.
        ScheduleImported = "schedule.imported",
        /// It was written to a file.
        ScheduleExported = "schedule.exported",
    }
    /// A support organisation; its code.
    SupportOrganisation = "support_organisation" {
        /// It was entered or changed by a file.
        SupportOrganisationImported = "support_organisation.imported",
    }
    /// Everything under a mail address. The entry does not say which.
    Mailbox = "mailbox" {
        /// The link to it was mailed.
        LinksSent = "links.sent",
        /// A record of it was opened; its reference number.
        MailboxOpened = "mailbox.opened",
    }
    /// A mail of the outbox; its row.
    Mail = "mail" {
        /// A mail that was given up, or waits, is to be sent now.
        MailRetried = "mail.retried",
        /// All mails that were given up are to be sent now.
        MailsRetried = "mails.retried",
    }
    /// Somebody who works here; the number of the account.
    Account = "account" {
        /// An account was made.
        AccountAdded = "account.added",
        /// The invitation was mailed once more.
        AccountInvitedAgain = "account.invited_again",
        /// The invitation was taken up.
        AccountTakenUp = "account.taken_up",
        /// It does something else from now on.
        AccountAssigned = "account.assigned",
        /// It may not sign in any more.
        AccountDisabled = "account.disabled",
        /// It may sign in again.
        AccountEnabled = "account.enabled",
        /// Somebody has signed in.
        AccountSignedIn = "account.signed_in",
        /// Somebody has signed out.
        AccountSignedOut = "account.signed_out",
        /// Other sessions were ended.
        AccountSessionsEnded = "account.sessions_ended",
        /// A link to a new password was mailed.
        AccountResetSent = "account.reset_sent",
        /// A forgotten password was replaced.
        AccountPasswordReset = "account.password_reset",
        /// The password was changed.
        AccountPasswordChanged = "account.password_changed",
        /// A second factor was set.
        AccountSecondFactorSet = "account.second_factor_set",
        /// The second factor was removed.
        AccountSecondFactorRemoved = "account.second_factor_removed",
        /// A passkey was added.
        AccountPasskeyAdded = "account.passkey_added",
        /// A passkey was removed.
        AccountPasskeyRemoved = "account.passkey_removed",
        /// There are new recovery codes.
        AccountRecoveryCodesRenewed = "account.recovery_codes_renewed",
        /// The language of its mails was set.
        AccountLanguageSet = "account.language_set",
    }
    /// What has served its time; the entry says how much, never whose.
    Retention = "retention" {
        /// The registrations of an event were deleted.
        RegistrationsDeleted = "registration.deleted",
        /// Consultations were deleted.
        ConsultationsDeleted = "consultation.deleted",
        /// Inquiries were deleted.
        InquiriesDeleted = "inquiry.deleted",
        /// Mails and files that belong to no record were deleted.
        RestDeleted = "rest.deleted",
    }
    /// The audit itself.
    Audit = "audit" {
        /// It was written to a file.
        AuditExported = "audit.exported",
        /// What had been kept long enough was removed from its beginning.
        AuditPruned = "audit.pruned",
    }
}

impl Act {
    /// The act that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.slug() == slug)
    }
}

impl Noun {
    /// The noun that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|noun| noun.slug() == slug)
    }
}
