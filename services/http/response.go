package http

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/services"
)

// Media types of responses.
const (
	mediaJSON  = "application/json"
	mediaProto = "application/proto"
)

// rest returns the handler of a method on a path of the API.
func (h *Handler) rest(m *method, t *template) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		response := h.call(r, m, t.decode(r))
		defer response.Close()
		if err := h.write(w, r, m, response, mediaJSON); err != nil {
			addMetadata(w.Header(), response.Header)
			writeProblem(w, err)
		}
	})
}

// write writes a response, unless there is an error. Callers that have it already, by its ETag, get a status only.
func (h *Handler) write(w http.ResponseWriter, r *http.Request, m *method, response *services.Response,
	media string) error {
	if response.Err != nil {
		return response.Err
	}
	tag := etag(first(response.Header, services.VersionHeader), media)
	fresh := m.safe && !m.dated && r.Method != http.MethodPost
	header := w.Header()
	if fresh && matches(r.Header["If-None-Match"], tag) {
		addMetadata(header, response.Header)
		h.setCaching(header, r, tag)
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	parts, err := h.parts(m, response, media)
	if err != nil {
		return err
	}
	addMetadata(header, response.Header)
	if fresh {
		h.setCaching(header, r, tag)
	} else {
		header.Set("Cache-Control", "no-store")
	}
	size := 0
	for _, part := range parts {
		size += len(part)
	}
	header["Content-Type"] = contentTypes[media]
	header["Content-Length"] = []string{strconv.Itoa(size)}
	for _, part := range parts {
		if _, err := w.Write(part); err != nil { //nolint:gosec // it is JSON or Protobuf, and says so
			return nil //nolint:nilerr // the caller is gone
		}
	}
	return nil
}

// parts returns the bytes of a response, one part after the other.
func (h *Handler) parts(m *method, response *services.Response, media string) ([][]byte, error) {
	if media == mediaProto {
		return response.Parts()
	}
	if response.Ready() {
		encoded, err := response.Parts()
		if err != nil {
			return nil, err
		}
		if m.records != nil {
			return h.listJSON(m, response, encoded)
		}
		if place := response.Place(encoded[0]); place != (services.Place{}) {
			text, err := h.records.get(m.output, place, encoded[0])
			return [][]byte{text}, err
		}
	}
	message, err := response.Message(m.output.New().Interface())
	if err != nil {
		return nil, err
	}
	text, err := marshalJSON(message)
	return [][]byte{text}, err
}

// listJSON returns a response with a list of records as JSON. Those whose JSON is kept are not made again.
func (h *Handler) listJSON(m *method, response *services.Response, encoded [][]byte) ([][]byte, error) {
	list := m.output.Descriptor().Fields().ByNumber(listField)
	var parts [][]byte
	var rest []byte
	for _, part := range encoded {
		for len(part) > 0 {
			number, kind, tag := protowire.ConsumeTag(part)
			size := protowire.ConsumeFieldValue(number, kind, part[max(tag, 0):])
			if tag < 0 || size < 0 {
				return nil, fmt.Errorf("encode a response: %w", protowire.ParseError(min(tag, size)))
			}
			if number != listField {
				rest = append(rest, part[:tag+size]...)
			} else {
				record, _ := protowire.ConsumeBytes(part[tag:])
				text, err := h.records.get(m.records, response.Place(record), record)
				if err != nil {
					return nil, err
				}
				parts = append(parts, comma, text)
			}
			part = part[tag+size:]
		}
	}
	others, err := recode(m.output, rest)
	if err != nil || len(parts) == 0 {
		return [][]byte{others}, err
	}
	// The list is the first field of the message, and so of its JSON.
	parts[0] = fmt.Appendf(nil, "{%q:[", list.JSONName())
	if len(others) > len("{}") {
		return append(parts, []byte("],"), others[1:]), nil
	}
	return append(parts, []byte("]}")), nil
}

var comma = []byte(",")

// setCaching lets caches keep a response. One from a version that the request names never changes; any other has to be
// asked for again, which costs a 304 while the version stays the same.
func (h *Handler) setCaching(header http.Header, r *http.Request, tag string) {
	header["Etag"] = []string{tag}
	switch {
	case !strings.Contains(r.URL.RawQuery, "version=") || r.URL.Query().Get("version") == "":
		header["Cache-Control"] = revalidate
	case h.private:
		header["Cache-Control"] = keepPrivate
	default:
		header["Cache-Control"] = keep
	}
	vary := varyPublic
	if h.private {
		vary = varyPrivate
	}
	header["Vary"] = append(vary, header["Vary"]...)
}

// etag returns the value of the header ETag for a version and a media type.
func etag(version, media string) string {
	if media == mediaProto {
		return `"` + version + `.proto"`
	}
	return `"` + version + `.json"`
}

// Values of headers, which are made once and never changed.
var (
	revalidate   = []string{"no-cache"}
	keep         = []string{"public, max-age=31536000, immutable"}
	keepPrivate  = []string{"private, max-age=31536000, immutable"}
	varyPublic   = []string{"X-Field-Mask"}
	varyPrivate  = []string{"X-Field-Mask, Authorization"}
	contentTypes = map[string][]string{mediaJSON: {mediaJSON}, mediaProto: {mediaProto}}
)

// matches reports whether the header If-None-Match has a tag. A cache that changes the encoding makes it a weak one.
func matches(values []string, tag string) bool {
	for _, value := range values {
		for one := range strings.SplitSeq(value, ",") {
			if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
				return true
			}
		}
	}
	return false
}

// addMetadata adds the metadata of a call to the headers of its response.
func addMetadata(header http.Header, md metadata.MD) {
	for name, values := range md {
		header[http.CanonicalHeaderKey(name)] = values
	}
}

func first(md metadata.MD, name string) string {
	if values := md[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// recode returns an encoded message as JSON.
func recode(kind protoreflect.MessageType, encoded []byte) ([]byte, error) {
	message := kind.New().Interface()
	if err := proto.Unmarshal(encoded, message); err != nil {
		return nil, fmt.Errorf("decode a response: %w", err)
	}
	return marshalJSON(message)
}

// marshalJSON encodes a message. The library varies its spacing between builds; without spaces, equal messages are
// equal texts.
func marshalJSON(message proto.Message) ([]byte, error) {
	spaced, err := protojson.Marshal(message)
	if err != nil {
		return nil, fmt.Errorf("encode a response: %w", err)
	}
	var text bytes.Buffer
	text.Grow(len(spaced))
	if err := json.Compact(&text, spaced); err != nil {
		return nil, fmt.Errorf("encode a response: %w", err)
	}
	return text.Bytes(), nil
}
