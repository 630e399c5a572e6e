package http_test

import (
	"crypto/tls"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/access"
	"github.com/opencompendium/compendium/services/config"
	"github.com/opencompendium/compendium/services/transport"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// TestOrigins lets pages of one origin call.
func TestOrigins(t *testing.T) {
	p := open(t, func(c *config.Config) { c.HTTPOrigins = []string{"https://app.example"} })
	preflight := func(origin string) answer {
		return p.ask(t, "OPTIONS", "/compendium.v1.CatalogService/GetDrug", "", "Origin: "+origin,
			"Access-Control-Request-Method: POST", "Access-Control-Request-Headers: connect-protocol-version,content-type")
	}
	if got := preflight("https://app.example"); got.header.Get("Access-Control-Allow-Origin") != "https://app.example" {
		t.Errorf("the origin is refused: %d %v", got.code, got.header)
	}
	if got := preflight("https://evil.example"); got.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("another origin is let in: %v", got.header)
	}
	got := p.ask(t, "GET", "/v1/drugs/examplinib", "", "Origin: https://app.example")
	if got.header.Get("Access-Control-Allow-Origin") != "https://app.example" ||
		!strings.Contains(strings.ToLower(got.header.Get("Access-Control-Expose-Headers")), "etag") ||
		!strings.Contains(strings.Join(got.header.Values("Vary"), ","), "Origin") {
		t.Errorf("headers for the page: %v", got.header)
	}
	got = open(t, nil).ask(t, "GET", "/v1/drugs/examplinib", "", "Origin: https://app.example")
	if got.code != http.StatusOK || got.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("without origins: %d %v", got.code, got.header)
	}
}

// TestCallers asks with and without a certificate, as one caller who may get and another who may not.
func TestCallers(t *testing.T) {
	authority, dir := certtest.New(t), t.TempDir()
	files := transport.Files{Cert: filepath.Join(dir, "crt"), Key: filepath.Join(dir, "key"),
		ClientCA: filepath.Join(dir, "ca"), ClientOptional: true}
	cert, key := authority.Issue(time.Now().Add(time.Hour), nil)
	certtest.Write(t, files.Cert, cert)
	certtest.Write(t, files.Key, key)
	certtest.Write(t, files.ClientCA, authority.PEM())
	secure, err := transport.NewTLS(files, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := access.NewRules(map[string][]string{
		"compendium.v1.CatalogService/Get*":      {"spiffe://example.org/reader"},
		"compendium.v1.CatalogService/ListDrugs": {"spiffe://example.org/lister"},
	}, services.Methods())
	if err != nil {
		t.Fatal(err)
	}
	p := openSecure(t, func(c *config.Config) { c.TLSClientCA = files.ClientCA }, secure,
		services.WithAuth(&services.Auth{Rules: rules}))
	for _, c := range []struct {
		id, path string
		code     int
		reason   string
	}{
		{"", "/v1/drugs/examplinib", 401, services.ReasonCredentialsMissing},
		{"spiffe://example.org/reader", "/v1/drugs/examplinib", 200, ""},
		{"spiffe://example.org/reader", "/v1/drugs", 403, services.ReasonCallerNotAllowed},
		{"spiffe://example.org/other", "/v1/drugs/examplinib", 403, services.ReasonCallerNotAllowed},
		{"", "/healthz", 200, ""},
		{"", "/drugs/examplinib.html", 401, services.ReasonCredentialsMissing},
		{"spiffe://example.org/reader", "/drugs/examplinib.html", 403, services.ReasonCallerNotAllowed},
		{"spiffe://example.org/lister", "/drugs/examplinib.html", 200, ""},
		{"spiffe://example.org/lister", "/v1/nothing", 404, ""},
	} {
		for _, version := range []string{"HTTP/1.1", "HTTP/2.0"} {
			secure := authority.Client(nil)
			if c.id != "" {
				secure = authority.Client(nil, c.id)
			}
			client := &http.Client{Transport: &http.Transport{
				TLSClientConfig: secure, ForceAttemptHTTP2: version == "HTTP/2.0",
			}}
			got := send(t, client, "GET", p.url+c.path, "")
			if got.code != c.code || c.reason != "" && got.reason(t) != c.reason {
				t.Errorf("%q asks %s over %s: %d %s", c.id, c.path, version, got.code, got.body)
			}
			if c.code == 200 && c.path != "/healthz" && !strings.Contains(got.header.Get("Vary"), "Authorization") {
				t.Errorf("shared caches may mix up callers: %v", got.header)
			}
		}
	}
	old := &tls.Dialer{Config: &tls.Config{MaxVersion: tls.VersionTLS11, InsecureSkipVerify: true}}
	if conn, err := old.DialContext(t.Context(), "tcp", p.address); err == nil {
		_ = conn.Close()
		t.Error("TLS 1.1 is accepted")
	}
}
