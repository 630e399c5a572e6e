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

// algorithms are the ways to sign that are taken: all those in which only the issuer has the key.
var algorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}

const (
	// maxTokenBytes is the longest token that is looked at.
	maxTokenBytes = 16 << 10
	// maxKept is how many tokens are remembered as good.
	maxKept = 10_000
	// keepFor is how long a token is remembered as good at most: so long does it take until one is refused whose key was withdrawn.
	keepFor = time.Minute
)

// InvalidTokenError is a token that proves nothing.
type InvalidTokenError struct {
	// Why says what is wrong, without what the token says.
	Why string
}

// Error gives the text of the error.
func (e *InvalidTokenError) Error() string { return "the token " + e.Why }

// UnavailableError is that the keys of the issuer could not be had, so that nothing can be said of a token.
type UnavailableError struct {
	// Err is why.
	Err error
}

// Error gives the text of the error.
func (e *UnavailableError) Error() string { return "get the keys of the issuer: " + e.Err.Error() }

// Unwrap gives the reason.
func (e *UnavailableError) Unwrap() error { return e.Err }

// Tokens checks bearer tokens: JWTs of one issuer, for one audience.
type Tokens struct {
	issuer, audience, keysURL string
	now                       func() time.Time
	client                    *http.Client

	mu       sync.Mutex
	verifier *oidc.IDTokenVerifier
	kept     map[[sha256.Size]byte]kept
}

// kept is what is remembered of a good token.
type kept struct {
	subject string
	until   time.Time
}

// NewTokens makes a check of tokens. With an empty keysURL the issuer says by discovery where its keys are. The issuer is first asked
// when the first token comes, so that a server starts while the issuer is down. It is asked over https, or on this machine, by way of
// base. Time is taken from now.
func NewTokens(issuer, audience, keysURL string, base http.RoundTripper, now func() time.Time) *Tokens {
	return &Tokens{
		issuer: issuer, audience: audience, keysURL: keysURL, now: now, kept: make(map[[sha256.Size]byte]kept),
		client: &http.Client{Timeout: fetchTimeout, Transport: &careful{base: base, now: now, last: make(map[string]attempt)}},
	}
}

// Subject gives the subject of a good token. Errors are an InvalidTokenError or an UnavailableError.
func (t *Tokens) Subject(ctx context.Context, token string) (string, error) {
	key := sha256.Sum256([]byte(token))
	now := t.now()
	t.mu.Lock()
	known, ok := t.kept[key]
	t.mu.Unlock()
	if ok && now.Before(known.until) {
		return known.subject, nil
	}
	if err := t.glance(token); err != nil {
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
		return "", &InvalidTokenError{Why: "is not signed by a key of the issuer, or does not hold yet"}
	}
	if good.Subject == "" {
		return "", &InvalidTokenError{Why: "has no subject"}
	}
	t.keep(key, kept{subject: good.Subject, until: earlier(good.Expiry, now.Add(keepFor))})
	return good.Subject, nil
}

// glance refuses what cannot be good before a key is asked for: by anyone's token, the issuer would be asked for keys that it does not
// have. The token is not verified yet; what it says is checked again once it is.
func (t *Tokens) glance(token string) error {
	parts := strings.Split(token, ".")
	if len(token) > maxTokenBytes || len(parts) != 3 {
		return &InvalidTokenError{Why: "is no JWT"}
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return &InvalidTokenError{Why: "is no JWT"}
	}
	var claims struct {
		Issuer   string          `json:"iss"`
		Expiry   float64         `json:"exp"`
		Audience json.RawMessage `json:"aud"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return &InvalidTokenError{Why: "is no JWT"}
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
			return &InvalidTokenError{Why: "is of another issuer"}
		case claims.Expiry < float64(t.now().Unix()):
			return &InvalidTokenError{Why: "has expired"}
		}
		return nil
	}
	return &InvalidTokenError{Why: "is for another audience"}
}

// ready gives the verifier, after discovery where that is needed.
func (t *Tokens) ready() (*oidc.IDTokenVerifier, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.verifier != nil {
		return t.verifier, nil
	}
	// Not the caller's context: what is found is for all.
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
	t.verifier = oidc.NewVerifier(t.issuer, &watched{oidc.NewRemoteKeySet(ctx, url)},
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

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
