package http

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/opencompendium/compendium/services/config"
)

// TestConformanceServer is the server under test of Connect's conformance runner, which starts this program and says on
// standard input what to serve: the runner's service, through the handlers of Connect, gRPC-Web and gRPC.
// .ci/conformance runs it, with the descriptors of that service.
func TestConformanceServer(t *testing.T) {
	path := os.Getenv("CONFORMANCE_DESCRIPTORS")
	if path == "" {
		t.Skip("the runner does not run; .ci/conformance runs it")
	}
	service := conformanceService(t, path)
	request := dynamicOf(t, "ServerCompatRequest")
	readFrame(t, os.Stdin, request)
	c := config.Default()
	limit := request.Get(request.Descriptor().Fields().ByName("message_receive_limit")).Uint()
	if limit > 0 {
		c.MaxRequestBytes = int64(limit)
	}
	h := &Handler{server: conformance{maxBytes: int(c.MaxRequestBytes)}, config: c, records: newCache(1 << 20)}
	mux := http.NewServeMux()
	for i := range service.Methods().Len() {
		m, err := newMethod(service.Methods().Get(i))
		if err != nil {
			t.Fatal(err)
		}
		if m.descriptor.IsStreamingClient() {
			continue // the API has no such methods
		}
		mux.Handle("POST "+m.full, h.connect(m))
		if m.safe {
			mux.Handle("GET "+m.full, h.connectGet(m))
		}
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	// The API passes only some headers on to its calls.
	h.front = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, r)))
	})
	answer := dynamicOf(t, "ServerCompatResponse")
	host, port, _ := net.SplitHostPort(listener.Addr().String())
	if err := protojson.Unmarshal(fmt.Appendf(nil, `{"host": %q, "port": %s}`, host, port), answer); err != nil {
		t.Fatal(err)
	}
	writeFrame(t, os.Stdout, answer)
	t.Fatal(NewServer(h, c, nil, slog.New(slog.DiscardHandler)).Serve(listener)) // until the runner ends it
}

// requestKey is the context key of the request of a call.
type requestKey struct{}

const conformancePackage = "connectrpc.conformance.v1."

// conformanceService registers the messages of the runner's service, and returns it.
func conformanceService(t *testing.T, path string) protoreflect.ServiceDescriptor {
	t.Helper()
	data, err := os.ReadFile(path)
	set := &descriptorpb.FileDescriptorSet{}
	if err = errors.Join(err, proto.Unmarshal(data, set)); err != nil {
		t.Fatal(err)
	}
	for _, described := range set.File {
		if _, err := protoregistry.GlobalFiles.FindFileByPath(described.GetName()); err == nil {
			continue
		}
		file, err := protodesc.NewFile(described, protoregistry.GlobalFiles)
		if err = errors.Join(err, protoregistry.GlobalFiles.RegisterFile(file)); err != nil {
			t.Fatal(err)
		}
		register(t, file.Messages())
	}
	service, err := protoregistry.GlobalFiles.FindDescriptorByName(conformancePackage + "ConformanceService")
	if err != nil {
		t.Fatal(err)
	}
	described, _ := service.(protoreflect.ServiceDescriptor)
	return described
}

func register(t *testing.T, messages protoreflect.MessageDescriptors) {
	t.Helper()
	for i := range messages.Len() {
		if err := protoregistry.GlobalTypes.RegisterMessage(dynamicpb.NewMessageType(messages.Get(i))); err != nil {
			t.Fatal(err)
		}
		register(t, messages.Get(i).Messages())
	}
}

// dynamicOf returns an empty message of the runner's package.
func dynamicOf(t *testing.T, name string) *dynamicpb.Message {
	t.Helper()
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(protoreflect.FullName(conformancePackage + name))
	if err != nil {
		t.Fatal(err)
	}
	described, _ := found.(protoreflect.MessageDescriptor)
	return dynamicpb.NewMessage(described)
}

// readFrame and writeFrame exchange messages with the runner, each with its length before it.
func readFrame(t *testing.T, from io.Reader, message proto.Message) {
	t.Helper()
	var size [4]byte
	_, err := io.ReadFull(from, size[:])
	data := make([]byte, binary.BigEndian.Uint32(size[:]))
	if err == nil {
		_, err = io.ReadFull(from, data)
	}
	if err = errors.Join(err, proto.Unmarshal(data, message)); err != nil {
		t.Fatal(err)
	}
}

func writeFrame(t *testing.T, to io.Writer, message proto.Message) {
	t.Helper()
	data, err := proto.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), data...)); err != nil {
		t.Fatal(err)
	}
}
