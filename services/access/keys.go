package access

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"github.com/opencompendium/compendium/services/transport"
)

const (
	// fetchTimeout is the timeout of a request to the issuer.
	fetchTimeout = 10 * time.Second
	// fetchPause is the minimum time between two requests for the same URL. A token with an unknown key triggers a fetch,
	// so that key rotation is followed; anyone can forge such a token.
	fetchPause = 5 * time.Second
)

// ErrAskedLately reports that a request to the issuer failed recently and is not repeated yet.
var ErrAskedLately = fmt.Errorf("the last request failed less than %v ago", fetchPause)

// errCurrent reports that the keys were fetched recently, so that an unknown key is not one of the issuer's.
var errCurrent = fmt.Errorf("fetched less than %v ago", fetchPause)

// fetchError is the context key of an *error that receives the error of a failed key fetch.
type fetchError struct{}

// fetchAware is a key set that distinguishes invalid tokens from failed key fetches.
type fetchAware struct{ oidc.KeySet }

// VerifySignature returns the payload of a token signed by a key of the set.
func (w *fetchAware) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	payload, err := w.KeySet.VerifySignature(ctx, token)
	// The set wraps fetch errors, and no others.
	if cause := errors.Unwrap(err); cause != nil {
		if to, ok := ctx.Value(fetchError{}).(*error); ok {
			*to = cause
		}
	}
	return payload, err
}

// throttled is a transport that requires TLS, except to the local host, and limits the rate of requests per URL.
type throttled struct {
	base http.RoundTripper
	now  func() time.Time
	mu   sync.Mutex
	last map[string]attempt
}

// attempt is the last request for a URL.
type attempt struct {
	at     time.Time
	failed bool
}

// RoundTrip implements [http.RoundTripper].
func (c *throttled) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "https" && !transport.Loopback(request.URL.Hostname()) {
		return nil, fmt.Errorf("%s is plaintext: keys could be forged; use https", request.URL.Redacted())
	}
	now, url := c.now(), request.URL.String()
	c.mu.Lock()
	last, before := c.last[url]
	soon := before && now.Sub(last.at) < fetchPause
	if !soon {
		c.last[url] = attempt{at: now, failed: true}
	}
	c.mu.Unlock()
	switch {
	case soon && last.failed:
		return nil, fmt.Errorf("%s: %w", request.URL.Redacted(), ErrAskedLately)
	case soon:
		return nil, fmt.Errorf("%s: %w", request.URL.Redacted(), errCurrent)
	}
	response, err := c.base.RoundTrip(request)
	if err == nil && response.StatusCode == http.StatusOK {
		c.mu.Lock()
		c.last[url] = attempt{at: now}
		c.mu.Unlock()
	}
	return response, err
}
