package follow_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/release/follow"
)

// TestSecretsOfAddressesAreNotShown follows addresses with a password and a signature, of servers that fail in several
// ways.
func TestSecretsOfAddressesAreNotShown(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/broken") {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		http.NotFound(w, r)
	}))
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for _, address := range []string{server.URL + "/broken", server.URL + "/missing", gone.URL + "/unreachable"} {
		secret := strings.Replace(address, "://", "://me:hunter2@", 1) + "?signature=hunter3"
		followed, err := follow.New(secret, follow.Options{Name: "compendium", Cache: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		_, err = followed.Load(t.Context())
		if err == nil {
			t.Fatalf("%s gives a release", address)
		}
		if strings.Contains(err.Error(), "hunter") {
			t.Errorf("the error shows a secret: %v", err)
		}
	}
	server.Close()
}
