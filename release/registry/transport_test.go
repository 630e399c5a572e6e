package registry_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// TestRegistryWithItsOwnAuthority serves over TLS, on this machine, with certificates that the system does not know.
func TestRegistryWithItsOwnAuthority(t *testing.T) {
	authority := certtest.New(t)
	cert, key := authority.Issue(time.Now().Add(time.Hour), []string{"localhost"})
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	plain := &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair}}
	mutual := plain.Clone()
	mutual.ClientAuth, mutual.ClientCAs = tls.RequireAndVerifyClientCert, authority.Pool()
	file := filepath.Join(t.TempDir(), "ca.pem")
	write := func(path string, text []byte) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(file, authority.PEM())
	write(filepath.Join(filepath.Dir(file), "empty.pem"), []byte("no certificate\n"))
	tests := []struct {
		name   string
		server *tls.Config
		ca     string
		certs  map[string][]byte // in docker's directory
		want   string            // in the error, or ""
	}{
		{"nothing", plain, "", nil, "name a PEM file with its authority as --registry-ca"},
		{"--registry-ca", plain, file, nil, ""},
		{"--registry-ca without a certificate", plain, filepath.Join(filepath.Dir(file), "empty.pem"), nil,
			"has no certificate in PEM"},
		{"certs.d", plain, "", map[string][]byte{"ca.crt": authority.PEM()}, ""},
		{"certs.d with a client's certificate", mutual, "",
			map[string][]byte{"ca.crt": authority.PEM(), "client.cert": cert, "client.key": key}, ""},
		{"certs.d without its key", mutual, "",
			map[string][]byte{"ca.crt": authority.PEM(), "client.cert": cert}, "client.key"},
		{"no client's certificate", mutual, file, nil, "certificate required"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := registrytest.Start(t, &registrytest.Registry{TLS: tt.server})
			at := registry.Reference{Secure: true, Repository: server.Host() + "/compendium"}
			options := registry.Options{CA: tt.ca, CertsDir: t.TempDir(), NoRetries: true}
			for name, text := range tt.certs {
				write(filepath.Join(options.CertsDir, server.Host(), name), text)
			}
			r, err := registry.Open(t.Context(), at, registry.Create, options)
			if err == nil {
				_, err = r.Publish(t.Context(), "stable", publication("one", nil))
			}
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestPasswordIsNotSentInPlaintext has a registry name an authorization service without TLS, on this machine and on
// another one. A password is sent in a header, an identity token in a form.
func TestPasswordIsNotSentInPlaintext(t *testing.T) {
	sent := ""
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if _, sent, _ = q.BasicAuth(); sent == "" {
			sent = q.PostFormValue("refresh_token")
		}
		_, _ = w.Write([]byte(`{"token":"t","access_token":"t"}`))
	}))
	t.Cleanup(service.Close)
	elsewhere := "http://auth.registry.example"
	password := fmt.Sprintf(`"auth":%q`, base64.StdEncoding.EncodeToString([]byte("ann:secret")))
	for _, tt := range []struct{ realm, credential string }{
		{service.URL, password}, {elsewhere, password},
		{service.URL, `"identitytoken":"secret"`}, {elsewhere, `"identitytoken":"secret"`},
	} {
		realm := tt.realm
		sent = ""
		server := registrytest.Start(t, &registrytest.Registry{})
		server.Do(func(r *registrytest.Registry) {
			r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
				if q.Header.Get("Authorization") == "Bearer t" {
					return false
				}
				w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="%s/token",service="test"`, realm))
				w.WriteHeader(http.StatusUnauthorized)
				return true
			}
		})
		t.Setenv("DOCKER_CONFIG", t.TempDir())
		config := fmt.Sprintf(`{"auths":{%q:{%s}}}`, server.Host(), tt.credential)
		err := os.WriteFile(filepath.Join(os.Getenv("DOCKER_CONFIG"), "config.json"), []byte(config), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		r := open(t, registry.Reference{Repository: server.Host() + "/compendium"}, registry.Create)
		e, err := r.Publish(t.Context(), "stable", publication("one", nil))
		if realm == elsewhere {
			if err == nil || !strings.Contains(err.Error(), "asks to send the password over plaintext, to "+elsewhere) {
				t.Errorf("got %v, want a refusal", err)
			}
			continue
		}
		if err != nil || sent != "secret" {
			t.Fatalf("the service on this machine got the password %q, %v", sent, err)
		}
		if err := r.Fetch(t.Context(), e, &bytes.Buffer{}); err != nil {
			t.Error(err)
		}
	}
}

// TestRegistryThatHasNotSeenABlobYet publishes to a registry that says of the first manifest that it does not have
// what the manifest leads to.
func TestRegistryThatHasNotSeenABlobYet(t *testing.T) {
	for _, code := range []string{"MANIFEST_BLOB_UNKNOWN", "MANIFEST_INVALID"} {
		refusals := 0
		server := registrytest.Start(t, &registrytest.Registry{
			Fault: func(w http.ResponseWriter, q *http.Request) bool {
				if q.Method != http.MethodPut || !strings.Contains(q.URL.Path, "/manifests/sha256:") || refusals > 0 {
					return false
				}
				refusals++
				w.WriteHeader(http.StatusBadRequest)
				_, _ = fmt.Fprintf(w, `{"errors":[{"code":%q}]}`, code)
				return true
			},
		})
		at := registry.Reference{Repository: server.Host() + "/compendium"}
		e, err := open(t, at, registry.Create).Publish(t.Context(), "stable", publication("one", newKey(t)))
		if retried := err == nil && e.Number == 1; retried != (code == "MANIFEST_BLOB_UNKNOWN") || refusals != 1 {
			t.Errorf("%s: %v, %v, after %d refusals", code, e, err, refusals)
		}
	}
}

// TestRegistryThatStalls asks a registry that stops in the middle: of its answer, or of taking what is sent. A slow one
// that goes on is waited for.
func TestRegistryThatStalls(t *testing.T) {
	// The sender does not see the system empty its buffers of some MiB, nor a busy registry hash what it got.
	const patience, longer = time.Second, 4 * time.Second
	ended := make(chan struct{})
	stall := func() bool { <-ended; return true }
	large := publication("large", nil)
	large.File = bytes.Repeat([]byte("a large file"), 2<<20)
	tests := []struct {
		name  string
		fault func(w http.ResponseWriter, q *http.Request) bool
		late  bool
	}{
		{"within an answer", func(w http.ResponseWriter, q *http.Request) bool {
			if !strings.HasSuffix(q.URL.Path, "/tags/list") {
				return false
			}
			_, _ = io.WriteString(w, `{"name":`)
			_ = http.NewResponseController(w).Flush()
			return stall()
		}, true},
		{"within a request", func(_ http.ResponseWriter, q *http.Request) bool {
			return q.Method == http.MethodPut && strings.Contains(q.URL.Path, "/blobs/") && stall()
		}, true},
		{"slow", func(_ http.ResponseWriter, q *http.Request) bool {
			if q.Method == http.MethodPut && strings.Contains(q.URL.Path, "/blobs/") {
				start := make([]byte, 32<<20)
				for read := 0; read < len(start); {
					n, err := io.ReadFull(q.Body, start[read:min(len(start), read+4<<20)])
					if read += n; err != nil {
						q.Body = io.NopCloser(bytes.NewReader(start[:read]))
						return false
					}
					time.Sleep(longer / 5)
				}
				t.Error("the file is larger than what is sent")
			}
			return false
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := registrytest.Start(t, &registrytest.Registry{Fault: tt.fault})
			ended = make(chan struct{})
			t.Cleanup(func() { close(ended) }) // before the server ends, which waits for its answers
			timeout := longer
			if tt.late {
				timeout = patience
			}
			r, err := registry.Open(t.Context(), registry.Reference{Repository: server.Host() + "/compendium"}, registry.Create,
				registry.Options{Timeout: timeout})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			begun := time.Now()
			_, err = r.Publish(ctx, "stable", large)
			if late := errors.Is(err, os.ErrDeadlineExceeded); late != tt.late || !late && err != nil || ctx.Err() != nil ||
				!tt.late && time.Since(begun) < longer {
				t.Errorf("after %s: %v", time.Since(begun), err)
			}
		})
	}
}
