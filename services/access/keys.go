package access

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

const (
	// fetchTimeout bounds one request to the issuer.
	fetchTimeout = 10 * time.Second
	// fetchPause is the shortest time between two requests for the same thing. A token with a key that is not known has the keys
	// fetched anew, which is how rotation is followed; anyone can make up such tokens.
	fetchPause = 5 * time.Second
)

// ErrAskedLately is that the issuer failed to answer a moment ago and is not asked again yet.
var ErrAskedLately = fmt.Errorf("it failed to answer less than %v ago", fetchPause)

// errCurrent is that the issuer answered a moment ago, so that a key that is not known since then is none of its keys.
var errCurrent = fmt.Errorf("it answered less than %v ago", fetchPause)

// fetchError is the key of a context's *error that says that keys could not be fetched.
type fetchError struct{}

// watched is a set of keys that tells apart that a token is bad and that keys could not be fetched.
type watched struct{ oidc.KeySet }

// VerifySignature gives the payload of a token that a key of the set signed.
func (w *watched) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	payload, err := w.KeySet.VerifySignature(ctx, token)
	// The set wraps what went wrong while fetching, and nothing else.
	if cause := errors.Unwrap(err); cause != nil {
		if to, ok := ctx.Value(fetchError{}).(*error); ok {
			*to = cause
		}
	}
	return payload, err
}

// careful sends requests that no one else can read or answer, and not too many.
type careful struct {
	base http.RoundTripper
	now  func() time.Time
	mu   sync.Mutex
	last map[string]attempt
}

// attempt is the last request for one thing.
type attempt struct {
	at     time.Time
	failed bool
}

// RoundTrip sends a request.
func (c *careful) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "https" && !loopback(request.URL.Hostname()) {
		return nil, fmt.Errorf("%s is plaintext, over which keys can be forged", request.URL.Redacted())
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

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && net.IP(ip.AsSlice()).IsLoopback()
}
