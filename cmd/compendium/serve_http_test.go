package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestServeHTTP serves gRPC and HTTP, each on a port of its own.
func TestServeHTTP(t *testing.T) {
	log := launchLog(t, "serve", "--listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0")
	address := awaitLine(t, log, `msg="listening for HTTP" address=(\S+)`)[1]
	awaitLine(t, log, "msg=serving")
	for path, want := range map[string]string{
		"/v1/catalog": `"source":"embedded"`, "/": "<h1>Drug compendium</h1>", "/drugs/imatinib": "<h1>Imatinib</h1>",
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || !strings.Contains(string(body), want) {
			t.Errorf("%s: %s, %v", path, body, err)
		}
	}
}
