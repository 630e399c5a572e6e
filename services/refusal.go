package services

import (
	"errors"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/follow"
)

// Refusal is why newer content is not served.
type Refusal struct {
	// Digest identifies the refused content. It is empty if the content could not be read.
	Digest string
	// Findings are the findings that refused it. They are empty if the content could not be read.
	Findings []finding.Finding
	// Reason is a word for programs: "unreachable". The default is "invalid" with findings, else "unreadable".
	Reason string
	// Err is the cause.
	Err error
}

// transient reports whether the same content may be accepted at the next try.
func (r *Refusal) transient() bool {
	return r.Reason == follow.ReasonUnreachable || r.Reason == follow.ReasonCache
}

// curable reports whether the same content may be accepted later under the same stamp: a signature may be added, a
// mirror fixed, and a disk or a system that is out of files may recover.
func (r *Refusal) curable() bool {
	curable := []string{follow.ReasonUnsigned, follow.ReasonBadSignature, follow.ReasonAltered, follow.ReasonNotFound,
		reasonUnreadable}
	return slices.Contains(curable, r.reason())
}

// reasonUnreadable: the content, or one of its files, could not be read.
const reasonUnreadable = "unreadable"

// same reports whether another refusal says nothing new. Errors of a source that does not answer and of the local disk
// differ in ports, times and temporary names.
func (r *Refusal) same(other *Refusal) bool {
	if r.transient() {
		return other != nil && other.Reason == r.Reason
	}
	return other != nil && r.reason() == other.reason() && r.Digest == other.Digest &&
		(r.Err == nil) == (other.Err == nil) &&
		(r.Err == nil || r.Err.Error() == other.Err.Error())
}

// headline says what happened.
func (r *Refusal) headline() string {
	switch r.Reason {
	case follow.ReasonUnreachable:
		return "the source does not answer; the last good catalog is still served"
	case follow.ReasonNotFound:
		return "the source has no release; the last good catalog is still served"
	case follow.ReasonCache:
		return "the local disk failed; the last good catalog is still served"
	default:
		return "newer content is refused; the last good catalog is still served"
	}
}

func (r *Refusal) reason() string {
	switch {
	case r.Reason != "":
		return r.Reason
	case len(r.Findings) > 0:
		return "invalid"
	default:
		return reasonUnreadable
	}
}

// RefusalOf returns the refusal of content that could not be loaded.
func RefusalOf(err error) Refusal {
	if invalid, ok := errors.AsType[*release.InvalidError](err); ok {
		why := Refusal{Digest: invalid.Digest, Findings: invalid.Findings, Err: err}
		if slices.ContainsFunc(invalid.Findings, func(f finding.Finding) bool { return f.Rule == catalog.RuleUnreadable }) {
			why.Reason = reasonUnreadable
		}
		return why
	}
	if refused, ok := errors.AsType[*follow.Error](err); ok {
		return Refusal{Reason: refused.Reason, Digest: refused.Digest, Err: err}
	}
	return Refusal{Err: err}
}
