package access_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/services/access"
)

func TestRules(t *testing.T) {
	const get, check, list = "/compendium.v1.CatalogService/GetDrug",
		"/compendium.v1.ValidationService/ValidateContent", "/compendium.v1.ValidationService/ListRules"
	const lookup = "/compendium.v1.CatalogService/Lookup"
	known := []string{get[1:], check[1:], list[1:]}
	rules, err := access.NewRules(map[string][]string{
		"compendium.v1.CatalogService/*": {"spiffe://example.org/*", "jwt:reader"},
		"*/ValidateContent":              {"dns:cms.example.org", "dns:*.editors.example.org"},
		"*/ListRules":                    {"*"},
		"*Lookup*":                       {"spiffe://*/ns/*/sa/reader", access.OfToken("looker")},
	}, append(known, lookup[1:]))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		method, caller string
		want           bool
	}{
		{get, "spiffe://example.org/web", true},
		{get, "spiffe://example.org.evil/web", false},
		{get, "jwt:reader", true},
		{get, "jwt:reader2", false},
		{get, "dns:cms.example.org", false},
		{check, "dns:cms.example.org", true},
		{check, "dns:a.editors.example.org", true},
		{check, "dns:editors.example.org", false},
		{"/x/xValidateContent", "dns:cms.example.org", false},
		{check, "spiffe://example.org/web", false},
		{list, "", true},
		{lookup, "spiffe://other.org/ns/web/sa/reader", true},
		{lookup, "spiffe://other.org/ns/web/sa/writer", false},
		{lookup, "spiffe://other.org/sa/reader", false},
		{lookup, "jwt:looker", true},
		{"/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "jwt:reader", false},
	}
	for _, test := range tests {
		if got := rules.Of(test.method).Include([]string{test.caller}); got != test.want {
			t.Errorf("%s calls %s: %v", test.caller, test.method, got)
		}
	}
	var none *access.Rules
	if !none.Of(get).Include(nil) {
		t.Error("a nil policy refuses a caller")
	}
	if _, err := access.NewRules(map[string][]string{"*": {"web"}}, known); err == nil ||
		!strings.Contains(err.Error(), `invalid identity "web"`) {
		t.Errorf("identity of unknown kind: %v", err)
	}
	for methods, exists := range map[string]bool{
		get: true, get[1:]: true, "*": true, "*/Get*": true, "compendium.v1.CatalogService/GetDrgu": false, "GetDrug": false,
		"compendium.v2.*": false, "": false,
	} {
		_, err := access.NewRules(map[string][]string{methods: {"*"}}, known)
		if (err == nil) != exists || err != nil && !strings.Contains(err.Error(), "there is no such method; write one") {
			t.Errorf("allow %s: %v", methods, err)
		}
	}
}

func TestOfCertificate(t *testing.T) {
	id, err := url.Parse("spiffe://example.org/web")
	if err != nil {
		t.Fatal(err)
	}
	got := access.OfCertificate(&x509.Certificate{DNSNames: []string{"CMS.example.org"},
		URIs: []*url.URL{id, {Scheme: "https", Host: "x"}}})
	if diff := cmp.Diff([]string{"spiffe://example.org/web", "dns:cms.example.org"}, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzPattern compares pattern matching with regular expressions.
func FuzzPattern(f *testing.F) {
	f.Add("a*b*", "axxb")
	f.Add("*a*a", "aa")
	f.Add("a*a", "a")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		expression, err := regexp.Compile(`(?s)\A` + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`) + `\z`)
		if err != nil || strings.ToValidUTF8(pattern+text, "") != pattern+text {
			t.Skip()
		}
		rules, err := access.NewRules(map[string][]string{"x" + pattern: {"*"}}, []string{"x" + text})
		got, want := err == nil && rules.Of("x"+text).Include(nil), expression.MatchString(text)
		if got != want {
			t.Errorf("%q %q: %v, want %v", pattern, text, got, want)
		}
	})
}

// issuer is an OIDC issuer.
type issuer struct {
	*httptest.Server
	key     *ecdsa.PrivateKey
	kid     string
	keys    atomic.Pointer[jose.JSONWebKeySet]
	down    atomic.Bool
	fetched atomic.Int32
	now     time.Time
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}
	i.rotate(t, "first")
	mux := http.NewServeMux()
	reply := func(w http.ResponseWriter, v any) {
		if i.down.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v) //nolint:errchkjson // the test fails without keys
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys"})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		i.fetched.Add(1)
		reply(w, i.keys.Load())
	})
	i.Server = httptest.NewTLSServer(mux)
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) rotate(t *testing.T, kid string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	i.key, i.kid = key, kid
	i.keys.Store(&jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &key.PublicKey, KeyID: kid, Algorithm: "ES256",
		Use: "sig"}}})
}

func (i *issuer) tokens() *access.Tokens {
	return access.NewTokens(i.URL, "compendium", "", i.Client().Transport, func() time.Time { return i.now })
}

func (i *issuer) sign(t *testing.T, change func(*jwt.Claims)) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: i.key, KeyID: i.kid}},
		nil)
	if err != nil {
		t.Fatal(err)
	}
	claims := jwt.Claims{Issuer: i.URL, Subject: "reader", Audience: jwt.Audience{"compendium"},
		Expiry: jwt.NewNumericDate(i.now.Add(time.Hour))}
	if change != nil {
		change(&claims)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestTokens(t *testing.T) {
	i := newIssuer(t)
	good := i.sign(t, nil)
	head, rest, _ := strings.Cut(good, ".")
	body, _, _ := strings.Cut(rest, ".")
	tests := []struct {
		name, token, want string
	}{
		{"valid", good, ""},
		{"two audiences", i.sign(t, func(c *jwt.Claims) { c.Audience = jwt.Audience{"x", "compendium"} }), ""},
		{"another audience", i.sign(t, func(c *jwt.Claims) { c.Audience = jwt.Audience{"x"} }),
			"the token is for another audience"},
		{"no audience", i.sign(t, func(c *jwt.Claims) { c.Audience = nil }), "the token is for another audience"},
		{"another issuer", i.sign(t, func(c *jwt.Claims) { c.Issuer = "https://x.example" }),
			"the token is from another issuer"},
		{"expired", i.sign(t, func(c *jwt.Claims) { c.Expiry = jwt.NewNumericDate(i.now.Add(-time.Second)) }),
			"the token has expired"},
		{"no expiry", i.sign(t, func(c *jwt.Claims) { c.Expiry = nil }), "the token has expired"},
		{"not valid yet", i.sign(t, func(c *jwt.Claims) { c.NotBefore = jwt.NewNumericDate(i.now.Add(time.Hour)) }),
			"the token is not signed by a key of the issuer, or not valid yet"},
		{"no subject", i.sign(t, func(c *jwt.Claims) { c.Subject = "" }), "the token has no subject"},
		{"unsigned", "eyJhbGciOiJub25lIn0." + body + ".", "the token is not signed by a key of the issuer, or not valid yet"},
		{"symmetric signature", "eyJhbGciOiJIUzI1NiJ9." + body + ".AAAA",
			"the token is not signed by a key of the issuer, or not valid yet"},
		{"no signature", head + "." + body + ".", "the token is not signed by a key of the issuer, or not valid yet"},
		{"not a JWT", "hunter2", "the token is not a JWT"},
		{"claims that are no base64", head + ".!." + body, "the token is not a JWT"},
		{"claims that are no JSON", head + ".aGk." + body, "the token is not a JWT"},
		{"too long", strings.Repeat("a", 20_000) + ".b.c", "the token is not a JWT"},
		{"as long as may be", longAs(head+"."+body+".", 16<<10),
			"the token is not signed by a key of the issuer, or not valid yet"},
		{"longer by one", longAs(head+"."+body+".", 16<<10+1), "the token is not a JWT"},
	}
	tokens := i.tokens()
	for _, test := range tests {
		// Allow another request to the issuer.
		i.now = i.now.Add(6 * time.Second)
		t.Run(test.name, func(t *testing.T) {
			subject, err := tokens.Subject(t.Context(), test.token)
			if test.want == "" {
				if err != nil || subject != "reader" {
					t.Errorf("subject %q: %v", subject, err)
				}
				return
			}
			var invalid *access.InvalidTokenError
			if !errors.As(err, &invalid) || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// longAs returns a text with A at its end, so that it has a length.
func longAs(text string, length int) string { return text + strings.Repeat("A", length-len(text)) }

// TestTokensCached verifies two tokens, and asks for the first again after its key was withdrawn: a token is cached
// whatever others are, until it expires.
func TestTokensCached(t *testing.T) {
	i := newIssuer(t)
	tokens := i.tokens()
	begin := i.now
	first := i.sign(t, func(c *jwt.Claims) { c.Expiry = jwt.NewNumericDate(begin.Add(50 * time.Second)) })
	for _, token := range []string{first, i.sign(t, nil)} {
		if _, err := tokens.Subject(t.Context(), token); err != nil {
			t.Fatal(err)
		}
	}
	// Once a token of another key is valid, the first key is not known any more. The library answers just before it has
	// stored the keys.
	i.rotate(t, "second")
	err := errors.New("not asked")
	for fresh := i.sign(t, nil); err != nil && i.now.Before(begin.Add(40*time.Second)); {
		i.now = i.now.Add(6 * time.Second)
		time.Sleep(time.Millisecond)
		_, err = tokens.Subject(t.Context(), fresh)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tokens.Subject(t.Context(), first); err != nil {
		t.Errorf("a cached token: %v", err)
	}
	i.now = begin.Add(51 * time.Second)
	var invalid *access.InvalidTokenError
	if _, err := tokens.Subject(t.Context(), first); !errors.As(err, &invalid) || invalid.Why != "has expired" {
		t.Errorf("a cached token that has expired: %v", err)
	}
	// The second of its expiry is the last in which a token is valid.
	last := i.sign(t, func(c *jwt.Claims) { c.Expiry = jwt.NewNumericDate(i.now) })
	if _, err := tokens.Subject(t.Context(), last); err != nil {
		t.Errorf("a token that expires now: %v", err)
	}
}

func TestTokensKeyRotation(t *testing.T) {
	i := newIssuer(t)
	tokens := i.tokens()
	old := i.sign(t, nil)
	if _, err := tokens.Subject(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	i.rotate(t, "second")
	fresh := i.sign(t, nil)
	// The keys were just fetched: forged tokens must not make the server flood the issuer.
	var invalid *access.InvalidTokenError
	for range 100 {
		if _, err := tokens.Subject(t.Context(), fresh); !errors.As(err, &invalid) {
			t.Fatalf("right after rotation: %v", err)
		}
	}
	if n := i.fetched.Load(); n != 1 {
		t.Errorf("the keys were fetched %d times", n)
	}
	// The library answers waiting callers just before it has stored the keys, so a concurrent call may still see the
	// old ones.
	eventually := func(pause time.Duration, token string, done func(error) bool) (err error) {
		for range 1000 {
			i.now = i.now.Add(pause)
			if _, err = tokens.Subject(t.Context(), token); done(err) {
				break
			}
		}
		return err
	}
	if err := eventually(6*time.Second, fresh, func(err error) bool { return err == nil }); err != nil {
		t.Errorf("after rotation: %v", err)
	}
	// A valid token is cached for a minute, and refused once its key is withdrawn.
	if err := eventually(2*time.Minute, old, func(err error) bool { return err != nil }); !errors.As(err, &invalid) {
		t.Errorf("withdrawn key: %v", err)
	}
}

func TestTokensIssuerDown(t *testing.T) {
	i := newIssuer(t)
	tokens := i.tokens()
	token := i.sign(t, nil)
	i.down.Store(true)
	var unavailable *access.UnavailableError
	if _, err := tokens.Subject(t.Context(), token); !errors.As(err, &unavailable) {
		t.Errorf("down: %v", err)
	}
	if _, err := tokens.Subject(t.Context(), token); !errors.Is(err, access.ErrAskedLately) {
		t.Errorf("second try: %v", err)
	}
	i.down.Store(false)
	i.now = i.now.Add(5 * time.Second)
	if _, err := tokens.Subject(t.Context(), token); err != nil {
		t.Errorf("up again: %v", err)
	}
	// Cached keys stay valid.
	i.down.Store(true)
	i.now = i.now.Add(2 * time.Minute)
	if _, err := tokens.Subject(t.Context(), token); err != nil {
		t.Errorf("down again: %v", err)
	}
}

func TestTokensPlaintextKeys(t *testing.T) {
	i := newIssuer(t)
	tokens := access.NewTokens(i.URL, "compendium", "http://keys.example/keys", i.Client().Transport,
		func() time.Time { return i.now })
	if _, err := tokens.Subject(t.Context(), i.sign(t, nil)); err == nil || !strings.Contains(err.Error(), "plaintext") {
		t.Errorf("got %v", err)
	}
	local := httptest.NewServer(i.Config.Handler)
	defer local.Close()
	tokens = access.NewTokens(i.URL, "compendium", local.URL+"/keys", http.DefaultTransport,
		func() time.Time { return i.now })
	if _, err := tokens.Subject(t.Context(), i.sign(t, nil)); err != nil {
		t.Errorf("keys of the machine itself, %s: %v", local.URL, err)
	}
}
