package registry

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"oras.land/oras-go/v2/registry/remote/retry"
)

// BusyError is wrapped where a server asks to be left alone for a while: it answers 429 or 503 with the header
// Retry-After.
type BusyError struct {
	// Status is that of the answer: "429 Too Many Requests".
	Status string
	// After is how long to wait.
	After time.Duration
}

// Error returns what the server asks for.
func (e *BusyError) Error() string {
	return fmt.Sprintf("the server answers %s and asks to wait %s", e.Status, e.After)
}

// maxBusy bounds how long a server can ask to be left alone.
const maxBusy = time.Hour

// CheckBusy returns a *BusyError where an answer asks to be left alone.
func CheckBusy(answer *http.Response, now time.Time) error {
	if answer.StatusCode != http.StatusTooManyRequests && answer.StatusCode != http.StatusServiceUnavailable {
		return nil
	}
	var after time.Duration
	header := answer.Header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(header, 10, 32); err == nil {
		after = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(header); err == nil {
		after = at.Sub(now).Round(time.Second)
	}
	if after <= 0 {
		return nil
	}
	return &BusyError{Status: answer.Status, After: min(after, maxBusy)}
}

// retrying retries requests as oras-go does, except those that were not answered in time: the user has waited for long.
func retrying(next http.RoundTripper) http.RoundTripper {
	policy := &retry.GenericPolicy{
		Backoff: retry.DefaultBackoff, MinWait: 200 * time.Millisecond, MaxWait: 3 * time.Second, MaxRetry: 5,
		Retryable: func(answer *http.Response, err error) (bool, error) {
			if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
				return false, err
			}
			return retry.DefaultPredicate(answer, err)
		},
	}
	transport := retry.NewTransport(next)
	transport.Policy = func() retry.Policy { return policy }
	return transport
}

// busyTransport fails a request that is answered with the wish to be left alone. oras-go drops the header.
type busyTransport struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t busyTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	answer, err := t.next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	if err := CheckBusy(answer, time.Now()); err != nil {
		_ = answer.Body.Close() // the error says more
		return nil, err
	}
	return answer, nil
}
