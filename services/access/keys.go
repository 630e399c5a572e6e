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

// ErrAskedLately is that the issuer was asked a moment ago and is not asked again yet.
var ErrAskedLately = fmt.Errorf("it was asked less than %v ago", fetchPause)

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
	last map[string]time.Time
}

// RoundTrip sends a request.
func (c *careful) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Scheme != "https" && !loopback(request.URL.Hostname()) {
		return nil, fmt.Errorf("%s is plaintext, over which keys can be forged", request.URL.Redacted())
	}
	now := c.now()
	c.mu.Lock()
	last, before := c.last[request.URL.String()]
	soon := before && now.Sub(last) < fetchPause
	if !soon {
		c.last[request.URL.String()] = now
	}
	c.mu.Unlock()
	if soon {
		return nil, fmt.Errorf("%s: %w", request.URL.Redacted(), ErrAskedLately)
	}
	return c.base.RoundTrip(request)
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && net.IP(ip.AsSlice()).IsLoopback()
}
