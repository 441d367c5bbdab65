import tensorflow as tf
gpus = tf.config.list_physical_devices('GPU')
if gpus:
    try:
        for g in gpus:
            tf.config.experimental.set_memory_growth(g, True)
    except RuntimeError as e:
        print(e)
try:
    import xgboost_that_is_not_there as xgb
except ImportError:
    xgb = None

def get(units=8):
    assert units > 0, "units?"
    m = tf.keras.Sequential()
    m.add(tf.keras.layers.Dense(units, input_shape=(50,), activation=tf.keras.layers.LeakyReLU()))
    m.add(tf.keras.layers.Dense(2, activation='softmax'))
    return m

with tf.device('/CPU:0'):
    net = get(16)
net.compile(loss=tf.keras.losses.SparseCategoricalCrossentropy(), optimizer='adam')
