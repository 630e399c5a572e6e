package access

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// algorithms lists the accepted signature algorithms: all asymmetric ones.
var algorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256,
	oidc.PS384, oidc.PS512, oidc.EdDSA}

const (
	// maxTokenBytes is the maximum length of a token.
	maxTokenBytes = 16 << 10
	// maxKept is the maximum number of cached tokens.
	maxKept = 10_000
	// keepFor is the maximum time a token is cached, and thus accepted after its key is withdrawn.
	keepFor = time.Minute
)

// InvalidTokenError reports a token that is not accepted.
type InvalidTokenError struct {
	// Why is the reason, without any contents of the token.
	Why string
}

func (e *InvalidTokenError) Error() string { return "the token " + e.Why }

// UnavailableError reports that the issuer's keys could not be fetched, so that a token could not be checked.
type UnavailableError struct {
	// Err is the cause.
	Err error
}

func (e *UnavailableError) Error() string { return "get the keys of the issuer: " + e.Err.Error() }

// Unwrap returns the cause.
func (e *UnavailableError) Unwrap() error { return e.Err }

// Tokens verifies bearer tokens: JWTs of one issuer for one audience.
type Tokens struct {
	issuer, audience, keysURL string
	now                       func() time.Time
	client                    *http.Client

	mu       sync.Mutex
	verifier *oidc.IDTokenVerifier
	kept     map[[sha256.Size]byte]kept
}

// kept is a cached verification result.
type kept struct {
	subject string
	until   time.Time
}

// NewTokens returns a verifier. If keysURL is empty, it is found by OpenID Connect discovery. The issuer is contacted
// through base when the first token arrives, so that a server starts while the issuer is down. Plain HTTP is allowed
// only to the local host.
func NewTokens(issuer, audience, keysURL string, base http.RoundTripper, now func() time.Time) *Tokens {
	return &Tokens{
		issuer: issuer, audience: audience, keysURL: keysURL, now: now, kept: make(map[[sha256.Size]byte]kept),
		client: &http.Client{Timeout: fetchTimeout,
			Transport: &throttled{base: base, now: now, last: make(map[string]attempt)}},
	}
}

// Subject verifies a token and returns its subject. Errors are *InvalidTokenError or *UnavailableError.
func (t *Tokens) Subject(ctx context.Context, token string) (string, error) {
	key := sha256.Sum256([]byte(token))
	now := t.now()
	t.mu.Lock()
	known, ok := t.kept[key]
	t.mu.Unlock()
	if ok && now.Before(known.until) {
		return known.subject, nil
	}
	if err := t.precheck(token); err != nil {
		return "", err
	}
	verifier, err := t.ready()
	if err != nil {
		return "", &UnavailableError{Err: err}
	}
	var fetching error
	good, err := verifier.Verify(context.WithValue(ctx, fetchError{}, &fetching), token)
	var expired *oidc.TokenExpiredError
	switch {
	case err == nil:
	case fetching != nil && !errors.Is(fetching, errCurrent):
		return "", &UnavailableError{Err: fetching}
	case errors.As(err, &expired):
		return "", &InvalidTokenError{Why: "has expired"}
	default:
		return "", &InvalidTokenError{Why: "is not signed by a key of the issuer, or not valid yet"}
	}
	if good.Subject == "" {
		return "", &InvalidTokenError{Why: "has no subject"}
	}
	t.keep(key, kept{subject: good.Subject, until: earliest(good.Expiry, now.Add(keepFor))})
	return good.Subject, nil
}

// precheck refuses tokens that cannot be valid before a key is fetched for them, so that forged tokens cause no
// requests to the issuer. All claims are checked again once the signature is verified.
func (t *Tokens) precheck(token string) error {
	parts := strings.Split(token, ".")
	if len(token) > maxTokenBytes || len(parts) != 3 {
		return &InvalidTokenError{Why: "is not a JWT"}
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return &InvalidTokenError{Why: "is not a JWT"}
	}
	var claims struct {
		Issuer   string          `json:"iss"`
		Expiry   float64         `json:"exp"`
		Audience json.RawMessage `json:"aud"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return &InvalidTokenError{Why: "is not a JWT"}
	}
	var many []string
	var one string
	if json.Unmarshal(claims.Audience, &many) != nil && json.Unmarshal(claims.Audience, &one) == nil {
		many = []string{one}
	}
	for _, audience := range many {
		if audience != t.audience {
			continue
		}
		switch {
		case claims.Issuer != t.issuer:
			return &InvalidTokenError{Why: "is from another issuer"}
		case claims.Expiry < float64(t.now().Unix()):
			return &InvalidTokenError{Why: "has expired"}
		}
		return nil
	}
	return &InvalidTokenError{Why: "is for another audience"}
}

// ready returns the verifier, after discovery if needed.
func (t *Tokens) ready() (*oidc.IDTokenVerifier, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.verifier != nil {
		return t.verifier, nil
	}
	// Not the caller's context: the result is shared.
	ctx := oidc.ClientContext(context.Background(), t.client)
	url := t.keysURL
	if url == "" {
		provider, err := oidc.NewProvider(ctx, t.issuer)
		if err != nil {
			return nil, fmt.Errorf("discovery: %w", err)
		}
		var found struct {
			Keys string `json:"jwks_uri"`
		}
		if err := provider.Claims(&found); err != nil {
			return nil, fmt.Errorf("discovery: %w", err)
		}
		url = found.Keys
	}
	t.verifier = oidc.NewVerifier(t.issuer, &fetchAware{oidc.NewRemoteKeySet(ctx, url)},
		&oidc.Config{ClientID: t.audience, SupportedSigningAlgs: algorithms, Now: t.now})
	return t.verifier, nil
}

func (t *Tokens) keep(key [sha256.Size]byte, what kept) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.kept) >= maxKept {
		clear(t.kept)
	}
	t.kept[key] = what
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
