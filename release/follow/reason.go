package follow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
)

// Reasons for which a release is not taken. They are part of the public surface: GetCatalog, metrics and logs give them.
const (
	// ReasonUnreachable: the source did not answer, or not in time.
	ReasonUnreachable = "unreachable"
	// ReasonNotFound: there is no such channel, release or file.
	ReasonNotFound = "not_found"
	// ReasonUnsigned: it has no signature, and one is asked for.
	ReasonUnsigned = "unsigned"
	// ReasonBadSignature: it is not signed by an accepted key.
	ReasonBadSignature = "bad_signature"
	// ReasonOtherCatalog: it was published under the name of another catalog.
	ReasonOtherCatalog = "other_catalog"
	// ReasonAltered: its bytes are not those that were published, or no release.
	ReasonAltered = "altered"
	// ReasonOlder: its number is not above that of what was served.
	ReasonOlder = "older"
	// ReasonShrunk: it lost more records or bytes than the guard allows.
	ReasonShrunk = "shrunk"
	// ReasonTooLarge: its file is larger than is fetched.
	ReasonTooLarge = "too_large"
	// ReasonIncompatible: its records are encoded with a schema that contradicts that of this program.
	ReasonIncompatible = "incompatible"
	// ReasonIncomplete: it lacks a record that the list of probes names.
	ReasonIncomplete = "incomplete"
	// ReasonCache: the local disk failed.
	ReasonCache = "cache"
)

// Error says why a release is not taken.
type Error struct {
	reason string
	digest string
	err    error
}

// Reason returns one of the Reason constants.
func (e *Error) Reason() string { return e.reason }

// Digest of the content that is refused, where it is known.
func (e *Error) Digest() string { return e.digest }

// RetryAfter returns how long the source asked to be left alone, or 0.
func (e *Error) RetryAfter() time.Duration {
	if busy, ok := errors.AsType[*registry.BusyError](e.err); ok {
		return busy.After
	}
	return 0
}

// Error says what happened.
func (e *Error) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.err }

// NewError returns an error with a reason.
func NewError(reason string, err error) *Error { return &Error{reason: reason, err: err} }

func refuse(reason, format string, args ...any) error {
	return &Error{reason: reason, err: fmt.Errorf(format, args...)}
}

// reasoned returns an error its reason, unless it has one.
func reasoned(err error) error {
	if err == nil {
		return nil
	}
	if known, ok := errors.AsType[*Error](err); ok {
		return &Error{reason: known.reason, digest: known.digest, err: err}
	}
	reason := ReasonUnreachable
	switch {
	case errors.Is(err, registry.ErrNotFound):
		reason = ReasonNotFound
	case errors.Is(err, registry.ErrAltered):
		reason = ReasonAltered
	case errors.Is(err, signing.ErrUnsigned):
		reason = ReasonUnsigned
	case errors.Is(err, signing.ErrBadSignature):
		reason = ReasonBadSignature
	case errors.Is(err, context.DeadlineExceeded):
		err = fmt.Errorf("no answer in time: %w", err)
	}
	return &Error{reason: reason, err: err}
}

// about returns an error the digest of the content that it is about.
func about(d *description, err error) error {
	known, ok := errors.AsType[*Error](err)
	if !ok || d.entry == nil {
		return err
	}
	return &Error{reason: known.reason, digest: cmp.Or(d.entry.ContentDigest, d.entry.Digest), err: err}
}

// telling returns the one of two errors that says more: the first, unless it only says that a source did not answer.
func telling(first, next error) error {
	if first == nil || reasonOf(first) == ReasonUnreachable && reasonOf(next) != ReasonUnreachable {
		return next
	}
	return first
}

func reasonOf(err error) string {
	if known, ok := errors.AsType[*Error](err); ok {
		return known.reason
	}
	return ReasonUnreachable
}
