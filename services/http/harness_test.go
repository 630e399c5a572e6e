package http_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	httpapi "github.com/opencompendium/compendium/services/http"
	"github.com/opencompendium/compendium/services/transport"
)

// asOf is the day for which the tests serve.
const asOf = date.Day("2026-06-01")

// port is a server of the example catalog, with HTTP on a real listener.
type port struct {
	server  *services.Server
	address string
	url     string
	// down ends the server and waits for it.
	down func()
}

// newRelease returns a release of the example catalog after a change of its text.
func newRelease(t *testing.T, replacements ...string) *release.Release {
	t.Helper()
	archive, err := txtar.ParseFile("../testdata/catalog.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := make(fstest.MapFS)
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: []byte(strings.NewReplacer(replacements...).Replace(string(f.Data)))}
	}
	r, err := release.FromFS(t.Context(), files, "content", "test", release.Options{AsOf: asOf})
	if err != nil {
		t.Fatalf("release: %v", err)
	}
	return r
}

// open starts a server whose configuration is changed.
func open(t *testing.T, change func(*config.Config), options ...services.Option) *port {
	t.Helper()
	return openSecure(t, change, nil, options...)
}

// openSecure starts a server with TLS.
func openSecure(t *testing.T, change func(*config.Config), secure *transport.TLS, options ...services.Option) *port {
	t.Helper()
	c := config.Default()
	c.ShutdownDelay = 0
	if change != nil {
		change(c)
	}
	log := slog.New(slog.DiscardHandler)
	server := services.New(newRelease(t), log, append(options, services.WithConfig(c))...)
	handler, err := httpapi.New(server, c)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := transport.Listen(t.Context(), "tcp", "127.0.0.1:0", c.MaxConnections)
	if err != nil {
		t.Fatal(err)
	}
	p := &port{server: server, address: listener.Addr().String(), url: "http://" + listener.Addr().String()}
	front := httpapi.NewServer(handler, c, nil, log)
	done := make(chan error, 1)
	if secure != nil {
		handler.Pages(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("a page")) }))
		front.TLSConfig, p.url = secure.HTTPConfig(), "https://"+p.address
		go func() { done <- front.ServeTLS(listener, "", "") }()
	} else {
		go func() { done <- front.Serve(listener) }()
	}
	server.Attach(front)
	ended := false
	p.down = func() {
		if ended {
			return
		}
		ended = true
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		server.Shutdown(ctx)
		if err := <-done; err != http.ErrServerClosed { //nolint:errorlint // it is never wrapped
			t.Errorf("serve: %v", err)
		}
	}
	t.Cleanup(p.down)
	return p
}

// answer is a response.
type answer struct {
	code   int
	header http.Header
	body   string
}

// ask sends a request. Each of the headers is "Name: value".
func (p *port) ask(t *testing.T, verb, path, body string, headers ...string) answer {
	t.Helper()
	return send(t, http.DefaultClient, verb, p.url+path, body, headers...)
}

func send(t *testing.T, client *http.Client, verb, url, body string, headers ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), verb, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatalf("%s %s: %v", verb, url, err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", verb, url, err)
	}
	return answer{response.StatusCode, response.Header, string(text)}
}

// reason returns the reason of an error in the JSON of AIP-193.
func (a answer) reason(t *testing.T) string {
	t.Helper()
	var problem struct {
		Error struct {
			Code    int    `json:"code"`
			Status  string `json:"status"`
			Message string `json:"message"`
			Details []struct {
				Type   string `json:"@type"`
				Reason string `json:"reason"`
			} `json:"details"`
		} `json:"error"`
	}
	if err := json.Unmarshal([]byte(a.body), &problem); err != nil {
		t.Fatalf("%d %s: %v", a.code, a.body, err)
	}
	if problem.Error.Code != a.code || problem.Error.Message == "" || problem.Error.Status == "" {
		t.Errorf("%d %s", a.code, a.body)
	}
	for _, d := range problem.Error.Details {
		if d.Type == "type.googleapis.com/google.rpc.ErrorInfo" {
			return d.Reason
		}
	}
	return ""
}

// dial opens a connection.
func (p *port) dial(t *testing.T) net.Conn {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", p.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}
