package services_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/status"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/access"
	"github.com/opencompendium/compendium/services/transport"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// guarded is a server with TLS and callers of both kinds.
type guarded struct {
	*port
	authority *certtest.Authority
	tokens    *access.Tokens
	sign      func(subject string, until time.Time) string
}

func openGuarded(t *testing.T, optional, tokens, either bool, allow map[string][]string) *guarded {
	t.Helper()
	g := &guarded{authority: certtest.New(t)}
	dir := t.TempDir()
	files := transport.Files{
		Cert:           filepath.Join(dir, "crt"),
		Key:            filepath.Join(dir, "key"),
		ClientCA:       filepath.Join(dir, "ca"),
		ClientOptional: optional,
	}
	cert, key := g.authority.Issue(time.Now().Add(time.Hour), nil)
	certtest.Write(t, files.Cert, cert)
	certtest.Write(t, files.Key, key)
	certtest.Write(t, files.ClientCA, g.authority.PEM())
	secure, err := transport.NewTLS(files, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := access.NewRules(allow, services.Methods())
	if err != nil {
		t.Fatal(err)
	}
	auth := &services.Auth{Rules: rules, TokenOrCertificate: either}
	if tokens {
		private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		issuer := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &private.PublicKey, KeyID: "k"}}})
		}))
		t.Cleanup(issuer.Close)
		g.sign = func(subject string, until time.Time) string {
			signer, err := jose.NewSigner(
				jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: private, KeyID: "k"}},
				nil,
			)
			if err != nil {
				t.Fatal(err)
			}
			token, err := jwt.Signed(signer).Claims(jwt.Claims{Issuer: "https://issuer.example", Subject: subject,
				Audience: jwt.Audience{"compendium"}, Expiry: jwt.NewNumericDate(until)}).Serialize()
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		g.tokens = access.NewTokens("https://issuer.example", "compendium", issuer.URL, issuer.Client().Transport, time.Now)
		auth.Tokens = g.tokens
	}
	g.port = open(t, nil, nil, services.WithTLS(secure.Config()), services.WithAuth(auth))
	return g
}

// ask calls a method, a stream and health with a client's certificate and metadata.
func (g *guarded) ask(t *testing.T, client *tls.Config, authorization ...string) (unary, stream, health error) {
	t.Helper()
	conn := g.dial(t, client)
	ctx := metadata.NewOutgoingContext(t.Context(), metadata.MD{"authorization": authorization})
	_, unary = compendiumv1.NewCatalogServiceClient(conn).
		GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"})
	_, health = healthpb.NewHealthClient(conn).Check(t.Context(), &healthpb.HealthCheckRequest{})
	return unary, reflect(ctx, t, conn), health
}

func reflect(ctx context.Context, t *testing.T, conn *grpc.ClientConn) error {
	t.Helper()
	stream, err := reflectionpb.NewServerReflectionClient(conn).ServerReflectionInfo(ctx)
	if err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil && err.Error() != "EOF" {
		return err
	}
	return nil
}

func TestAccess(t *testing.T) {
	const web = "spiffe://example.org/web"
	allow := map[string][]string{"*/GetDrug": {web, "jwt:reader"}, "*/ServerReflectionInfo": {"dns:tool.example"}}
	mutual := openGuarded(t, false, false, false, allow)
	tokens := openGuarded(t, true, true, false, allow)
	either := openGuarded(t, true, true, true, nil)
	soon := time.Now().Add(time.Hour)
	const ok, missing, invalid, denied = "", services.ReasonCredentialsMissing, services.ReasonTokenInvalid,
		services.ReasonCallerNotAllowed
	tests := []struct {
		name          string
		at            *guarded
		client        *tls.Config
		authorization []string
		unary, stream string
	}{
		{"SPIFFE ID", mutual, mutual.authority.Client(nil, web), nil, ok, denied},
		{"DNS name", mutual, mutual.authority.Client([]string{"tool.example"}), nil, denied, ok},
		{"another", mutual, mutual.authority.Client(nil, web+"2"), nil, denied, denied},
		{"no token", tokens, tokens.authority.Client(nil), nil, missing, missing},
		{"certificate in place of a token", tokens, tokens.authority.Client(nil, web), nil, missing, missing},
		{"token", tokens, tokens.authority.Client(nil), []string{"Bearer " + tokens.sign("reader", soon)}, ok, denied},
		{
			"token and certificate",
			tokens,
			tokens.authority.Client([]string{"tool.example"}),
			[]string{"bearer " + tokens.sign("reader", soon)},
			ok,
			ok,
		},
		{
			"expired",
			tokens,
			tokens.authority.Client(nil),
			[]string{"Bearer " + tokens.sign("reader", time.Now().Add(-time.Minute))},
			invalid,
			invalid,
		},
		{
			"of someone else",
			tokens,
			tokens.authority.Client(nil),
			[]string{"Bearer " + either.sign("reader", soon)},
			invalid,
			invalid,
		},
		{"password", tokens, tokens.authority.Client(nil), []string{"Basic hunter2"}, invalid, invalid},
		{"two tokens", tokens, tokens.authority.Client(nil), []string{"Bearer hunter2", "Bearer hunter3"}, invalid, invalid},
		{"either: certificate", either, either.authority.Client(nil, web), nil, ok, ok},
		{"either: token", either, either.authority.Client(nil), []string{"Bearer " + either.sign("reader", soon)}, ok, ok},
		{"either: none", either, either.authority.Client(nil), nil, missing, missing},
		{
			"either: bad token beside a certificate",
			either,
			either.authority.Client(nil, web),
			[]string{"Bearer hunter2"},
			invalid,
			invalid,
		},
	}
	code := map[string]codes.Code{
		ok:      codes.OK,
		missing: codes.Unauthenticated,
		invalid: codes.Unauthenticated,
		denied:  codes.PermissionDenied,
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			unary, stream, health := test.at.ask(t, test.client, test.authorization...)
			if reason(t, unary) != test.unary || status.Code(unary) != code[test.unary] {
				t.Errorf("unary: %v, want %s", unary, test.unary)
			}
			if reason(t, stream) != test.stream || status.Code(stream) != code[test.stream] {
				t.Errorf("stream: %v, want %s", stream, test.stream)
			}
			if health != nil {
				t.Errorf("health: %v", health)
			}
			for _, a := range test.authorization {
				_, secret, _ := strings.Cut(a, " ")
				if strings.Contains(test.at.log.String(), secret) {
					t.Errorf("the log has the secret %s", secret)
				}
			}
		})
	}
	if _, _, health := mutual.ask(t, mutual.authority.Client(nil)); status.Code(health) != codes.Unavailable {
		t.Errorf("mutual TLS without a client certificate: %v", health)
	}
}
